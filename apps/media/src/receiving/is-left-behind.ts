/**
 * What is staged is written down, but for a form, whose files are touched every minute while it comes in, and bodies, for which nginx
 * waits half an hour after their last byte.
 */
const STRAY_AFTER_MS = 3_600_000;

/** Whether a staged file or a body that belongs to no upload is nobody's any more. `now` is by the clock that `touchedAt` is of. */
export function isStray(touchedAt: Date, now: number): boolean {
  return now - touchedAt.getTime() >= STRAY_AFTER_MS;
}
