import { unzipSync } from 'fflate';

/** The files inside a book. */
export interface BookArchive {
  /** Undefined where there is no such file, or one too large to be what it claims. */
  read(path: string): Uint8Array | undefined;
  readText(path: string): string | undefined;
}

/** A picture or a chapter beyond this is there to fill a phone's memory. */
const MOST_BYTES = 32 * 1024 ** 2;
const MOST_TEXT_BYTES = 4 * 1024 ** 2;

/** Unpacks a file of a zip when it is asked for, never more than it says it has. */
export function openArchive(bytes: Uint8Array): BookArchive {
  const read = (path: string, mostBytes = MOST_BYTES): Uint8Array | undefined => {
    const found = unzipSync(bytes, {
      filter: ({ name, originalSize }) => name === path && originalSize <= mostBytes,
    });
    return found[path];
  };
  return {
    read,
    readText(path) {
      const text = read(path, MOST_TEXT_BYTES);
      return text && decoderOf(text).decode(text);
    },
  };
}

/** EPUB allows UTF-8 and UTF-16 (EPUB 3.3, section 3.9). */
function decoderOf([first, second]: Uint8Array): TextDecoder {
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le');
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be');
  return new TextDecoder();
}
