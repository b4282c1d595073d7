import { useEffect, useState, useSyncExternalStore } from 'react';
import { DropRoom, type RoomOptions, type RoomView } from './drop-room.ts';

const CLOSED: RoomView = { state: 'joining', code: undefined, peers: [], transfers: [] };
const nothing = () => () => undefined;

/** Takes part in a session for as long as the page is shown. Undefined: not yet. */
export function useRoom(options: RoomOptions | undefined): { room: DropRoom | undefined; view: RoomView } {
  const [room, setRoom] = useState<DropRoom>();
  const key = options && JSON.stringify([options.sessionId, options.name, options.password]);
  useEffect(() => {
    if (!options) return undefined;
    const opened = new DropRoom(options);
    setRoom(opened);
    return () => {
      opened.close();
      setRoom(undefined);
    };
    // The other options do not change without one of these.
  }, [key]);
  const view = useSyncExternalStore(room?.subscribe ?? nothing, room?.getView ?? (() => CLOSED));
  return { room, view };
}

/** Tests have bytes go over the TURN server alone. */
export function icePolicy(): RTCIceTransportPolicy {
  try {
    return localStorage.getItem('hearth-drop-ice') === 'relay' ? 'relay' : 'all';
  } catch {
    return 'all';
  }
}
