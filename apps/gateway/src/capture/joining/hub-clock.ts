/** The hub's clock, ms since 1970 with fractions. It never jumps, as `Date.now()` may. */
export const hubNowMs = (): number => performance.timeOrigin + performance.now();
