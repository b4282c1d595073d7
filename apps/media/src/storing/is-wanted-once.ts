import type { Upload } from '../staging/upload-record.js';

/**
 * Whether a file is not to be stored where the library has its bytes already, wherever they lie and whatever they are called. So it is
 * with a device's backup, and with what somebody sends without saying where to (`unlessHere` in the metadata). A guest who sends through
 * a link would hear by it what the library has.
 */
export function isWantedOnce({
  deviceId,
  shareId,
  metadata,
}: Pick<Upload, 'deviceId' | 'shareId' | 'metadata'>): boolean {
  if (deviceId !== null) return true;
  return shareId === null && metadata.split(',').some(asksForIt);
}

function asksForIt(pair: string): boolean {
  const [key, value = ''] = pair.trim().split(/ +/);
  return key === 'unlessHere' && Buffer.from(value, 'base64').toString() === 'true';
}
