/** From which zoom on each of the outlines is fine enough; the coarsest first. */
const FROM_ZOOM = [0, 2.5, 6];

/** Which outline is fine enough for a zoom. */
export function gradeOf(zoom: number): number {
  return FROM_ZOOM.findLastIndex((from) => zoom >= from);
}
