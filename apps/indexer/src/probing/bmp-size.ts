/** Pixel size out of a BMP's header (BITMAPCOREHEADER or BITMAPINFOHEADER and its successors). */
export function readBmpSize(head: Buffer): { width: number; height: number } | undefined {
  if (head.length < 26 || head.toString('latin1', 0, 2) !== 'BM') return undefined;
  const isCore = head.readUInt32LE(14) === 12;
  const width = isCore ? head.readUInt16LE(18) : head.readInt32LE(18);
  // A negative height says that the rows run from top to bottom.
  const height = isCore ? head.readUInt16LE(20) : Math.abs(head.readInt32LE(22));
  return width > 0 && height > 0 ? { width, height } : undefined;
}
