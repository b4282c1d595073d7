export interface DecodedText {
  readonly text: string;
  /** As people call it: `UTF-8`, `UTF-16`, `Windows-1252`. */
  readonly encoding: string;
}

/** Bytes of a text as letters: by its mark, else as UTF-8 where it is that, else as what Western Windows wrote. */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decodedAs('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decodedAs('utf-16be', bytes);
  const wide = wideOrder(bytes);
  if (wide) return decodedAs(wide, bytes);
  try {
    // `stream`: what is cut off in the middle of a letter is no mistake.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return { text: tidied(text), encoding: 'UTF-8' };
  } catch {
    return { text: tidied(new TextDecoder('windows-1252').decode(bytes)), encoding: 'Windows-1252' };
  }
}

function decodedAs(label: 'utf-16le' | 'utf-16be', bytes: Uint8Array): DecodedText {
  return { text: tidied(new TextDecoder(label).decode(bytes)), encoding: 'UTF-16' };
}

/** UTF-16 without a mark: every other byte of Western text is nought. */
function wideOrder(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const looked = bytes.subarray(0, 512);
  if (looked.length < 8) return undefined;
  const noughts = [0, 0];
  looked.forEach((byte, index) => {
    if (byte === 0) noughts[index % 2] = (noughts[index % 2] ?? 0) + 1;
  });
  const most = looked.length * 0.3;
  const [even = 0, odd = 0] = noughts;
  if (odd > most && even < most / 10) return 'utf-16le';
  return even > most && odd < most / 10 ? 'utf-16be' : undefined;
}

/** One kind of line end, and signs for what has no face. */
function tidied(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Cc}/gu, (control) => (control === '\n' || control === '\t' ? control : '\ufffd'));
}
