/** What a browser has to put files into while they come in. */
export interface SinkChances {
  readonly sizeBytes: number;
  readonly files: number;
  /** How much more the browser's own file system may hold; undefined where pages have none (some private windows). */
  readonly roomBytes: number | undefined;
  /** Whether the person can name a file to write to (File System Access). */
  readonly hasPicker: boolean;
}

export type SinkDecision =
  { readonly kind: 'kept' | 'picked' | 'memory' } | { readonly kind: 'none'; readonly why: string };

/** More than this is not held in memory, where there is no other place. */
export const MOST_IN_MEMORY_BYTES = 200 * 1000 ** 2;

/**
 * Where what comes in goes. The browser's own file system is the first choice, as only what lies there goes on after a reload; then a file that the
 * person names; memory for what is small.
 */
export function decideSink({ sizeBytes, files, roomBytes, hasPicker }: SinkChances): SinkDecision {
  if (roomBytes !== undefined && sizeBytes <= roomBytes) return { kind: 'kept' };
  if (hasPicker && files === 1 && sizeBytes > 0) return { kind: 'picked' };
  if (sizeBytes <= MOST_IN_MEMORY_BYTES) return { kind: 'memory' };
  return {
    kind: 'none',
    why:
      roomBytes === undefined
        ? 'This window keeps no files, and this is too much for its memory. Open Drop in a window that is not private.'
        : 'This browser has not enough room for it. Make room on this device, then ask for it again.',
  };
}
