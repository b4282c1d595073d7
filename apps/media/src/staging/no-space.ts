const CODES = new Set([
  'ENOSPC',
  'EDQUOT',
  // Too large for the filesystem: FAT, as on USB sticks, ends at 4 GiB.
  'EFBIG',
]);

/** Whether the disk has no room for what was to be written. */
export function isNoSpace(error: unknown): boolean {
  return CODES.has((error as NodeJS.ErrnoException).code ?? '');
}
