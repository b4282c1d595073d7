import { useEffect, useState } from 'react';
import { findKept, KEPT_CHANGED, type KeptFile } from './kept-store.ts';

/** What is kept on this device; undefined until that is known. */
export function useKept(): readonly KeptFile[] | undefined {
  const [kept, setKept] = useState<readonly KeptFile[]>();
  useEffect(() => {
    let isGone = false;
    const look = () =>
      void findKept().then(
        (files) => !isGone && setKept(files),
        () => !isGone && setKept([]),
      );
    look();
    window.addEventListener(KEPT_CHANGED, look);
    return () => {
      isGone = true;
      window.removeEventListener(KEPT_CHANGED, look);
    };
  }, []);
  return kept;
}
