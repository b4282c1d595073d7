/** So long the line belongs to what the page opens with. */
const FIRST_MS = 3_000;
const ENDS = ['scroll', 'pointerdown', 'keydown'] as const;

let isOver: Promise<void> | undefined;

/**
 * Resolves when what is not needed for the first pictures may be fetched: after a while, as soon as somebody does something,
 * or at once where the app is on this device already.
 */
export function afterFirstSight(): Promise<void> {
  isOver ??= new Promise((resolve) => {
    if (navigator.serviceWorker?.controller) return resolve();
    const end = () => resolve();
    setTimeout(end, FIRST_MS);
    for (const event of ENDS) window.addEventListener(event, end, { once: true, passive: true });
  });
  return isOver;
}
