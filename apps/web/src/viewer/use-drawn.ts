import { use, useEffect, useEffectEvent, useRef, useState } from 'react';
import { LiveStateContext } from '../live/live-state.ts';
import { awaitRecovery } from './await-recovery.ts';

interface Drawn {
  /** Where to draw the picture from; undefined while none of its addresses is any good. */
  readonly src: string | undefined;
  /** Why it is not drawn, once that is known. */
  readonly note: string | undefined;
  readonly onError: () => void;
}

interface Trouble {
  readonly note: string;
  /** It may be over once the hub is back. */
  readonly mayPass: boolean;
}

/** From which of its addresses a picture is drawn. An image only says that it failed: why, the hub is asked once none is left. */
export function useDrawn(addresses: readonly (string | undefined)[], notDrawn: string): Drawn {
  const [failed, setFailed] = useState<readonly string[]>([]);
  const [trouble, setTrouble] = useState<Trouble>();
  const recovered = useRef<string>(undefined);
  const isGone = useRef(false);
  const timesBack = useRef(0);
  const isLive = use(LiveStateContext) === 'open';
  const src = addresses.find((one) => one !== undefined && !failed.includes(one));

  const startOver = () => {
    recovered.current = undefined;
    setTrouble(undefined);
    setFailed([]);
  };
  const recover = async (address: string) => {
    const timesBackBefore = timesBack.current;
    const recovery = await awaitRecovery(address, recovered.current === address, {
      onWaking: (note) => setTrouble(note === undefined ? undefined : { note, mayPass: false }),
      isLeft: () => isGone.current,
    });
    if (recovery?.mode === 'load-again') {
      recovered.current = address;
      setFailed((all) => all.filter((one) => one !== address));
    } else if (recovery?.mode === 'cannot-play') setTrouble({ note: notDrawn, mayPass: false });
    // It was asked before the hub was back, and nothing else tells that it is.
    else if (recovery && timesBack.current > timesBackBefore) startOver();
    else if (recovery) setTrouble({ note: recovery.reason, mayPass: true });
  };
  const onError = () => {
    if (src === undefined) return;
    const all = [...failed, src];
    setFailed(all);
    if (addresses.every((one) => one === undefined || all.includes(one))) void recover(src);
  };
  const tryAgain = useEffectEvent(() => {
    timesBack.current += 1;
    if (trouble?.mayPass) startOver();
  });
  useEffect(() => {
    if (isLive) tryAgain();
  }, [isLive]);
  useEffect(() => {
    isGone.current = false;
    const comeBack = () => tryAgain();
    window.addEventListener('online', comeBack);
    return () => {
      isGone.current = true;
      window.removeEventListener('online', comeBack);
    };
  }, []);
  return { src, note: src === undefined ? trouble?.note : undefined, onError };
}
