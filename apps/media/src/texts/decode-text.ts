import chardet from 'chardet';

/** The beginning is enough to tell the encoding by. */
const LOOKED_AT_BYTES = 64 * 1024;

/** Text in whatever encoding it is: by its byte order mark, as UTF-8 where that fits, else as what it most looks like. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(guess(bytes)).decode(bytes);
  }
}

function guess(bytes: Uint8Array): string {
  const name = chardet.detect(bytes.subarray(0, LOOKED_AT_BYTES)) ?? 'windows-1252';
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return 'windows-1252';
  }
}
