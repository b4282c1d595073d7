import { useLayoutEffect } from 'react';

const places = new Map<string, number>();

/** Brings a page back to where it was scrolled to when it was left, and starts a new one at the top. */
export function useScrollMemory(page: string): void {
  useLayoutEffect(() => {
    void window.scrollTo(0, places.get(page) ?? 0);
    const remember = () => places.set(page, window.scrollY);
    window.addEventListener('scroll', remember, { passive: true });
    // Before the page's height goes, for that scrolls too.
    return () => window.removeEventListener('scroll', remember);
  }, [page]);
}
