import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that is always the same one and always does what the latest one does; not for use while rendering. */
export function useStable<A extends unknown[], R>(latest: (...args: A) => R): (...args: A) => R {
  const current = useRef(latest);
  useLayoutEffect(() => {
    current.current = latest;
  });
  return useCallback((...args: A) => current.current(...args), []);
}
