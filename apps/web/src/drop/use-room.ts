import { useEffect, useState, useSyncExternalStore } from 'react';
import { openDropNews } from '../session/forget-drop.ts';
import { DropRoom } from './drop-room.ts';
import type { RoomOptions, RoomView } from './room-view.ts';

/** What goes back and forth for as long as the page is shown, whichever session that is in. */
export function useRoom(): { room: DropRoom; view: RoomView } {
  const [room] = useState(() => new DropRoom());
  const view = useSyncExternalStore(room.subscribe, room.getView);
  return { room, view };
}

/** Takes part in a session. Undefined: not yet. */
export function useSession(room: DropRoom, options: RoomOptions | undefined): void {
  const key = options && JSON.stringify([options.sessionId, options.name, options.password]);
  useEffect(() => {
    if (options) room.enter(options);
    // The other options do not change without one of these.
  }, [room, key]);
  useEffect(() => () => room.leave(), [room]);
}

/** Lists what came earlier, for as long as nobody signs out in any tab: of one session where `sessionId` is given. */
export function useKept(room: DropRoom, sessionId?: string): void {
  useEffect(() => void room.showKept(sessionId), [room, sessionId]);
  useEffect(() => {
    const news = openDropNews((said) => {
      if (said.kind === 'forgotten') room.forget();
    });
    return () => news?.close();
  }, [room]);
}

/** Tests have bytes go over the TURN server alone. */
export function icePolicy(): RTCIceTransportPolicy {
  try {
    return localStorage.getItem('hearth-drop-ice') === 'relay' ? 'relay' : 'all';
  } catch {
    return 'all';
  }
}
