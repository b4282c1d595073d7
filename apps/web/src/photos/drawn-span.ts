/** In pixels from the timeline's top. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What is in sight and, where it belongs to that, what was drawn around it; what one has flown past is left out. */
export function widerSpan(seen: Span, around: Span): Span {
  const touches = around.from <= seen.to && around.to >= seen.from;
  if (!touches) return seen;
  return { from: Math.min(seen.from, around.from), to: Math.max(seen.to, around.to) };
}
