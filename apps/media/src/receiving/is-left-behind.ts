import type { UploadState } from '../staging/upload-record.js';

/**
 * What is staged is written down, but for a form, whose files are touched every minute while it comes in, and bodies, for which nginx
 * waits half an hour after their last byte.
 */
const STRAY_AFTER_MS = 3_600_000;

/** Whether a staged file or a body is nobody's any more. Its state is that of its upload, if there is one. */
export function isLeftBehind(
  { state, touchedAt }: { readonly state: UploadState | undefined; readonly touchedAt: Date },
  now: number,
): boolean {
  if (state === undefined) return now - touchedAt.getTime() >= STRAY_AFTER_MS;
  // A second name of a file in the library: it would keep its room when it is deleted there.
  return state === 'done' || state === 'refused';
}
