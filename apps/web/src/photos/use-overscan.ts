import { useEffect, useState } from 'react';

/** At first the line belongs to what is in sight; pictures beyond the window wait. */
const AT_FIRST_PX = 120;
const THEN_PX = 900;
const FIRST_MS = 3_000;

/** How far beyond the window pictures are drawn. */
export function useOverscan(): number {
  const [overscan, setOverscan] = useState(AT_FIRST_PX);
  useEffect(() => {
    const widen = () => setOverscan(THEN_PX);
    const timer = setTimeout(widen, FIRST_MS);
    window.addEventListener('scroll', widen, { once: true, passive: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('scroll', widen);
    };
  }, []);
  return overscan;
}
