import { useEffect, useState } from 'react';
import type { BookArchive } from './open-archive.ts';

interface BookPictureProps {
  readonly archive: BookArchive;
  readonly path: string;
  /** What is in the picture; empty where it only decorates. */
  readonly words: string;
}

/** Pictures that are nothing but points, by their first bytes. SVG is not among them: an address of it could be opened as a page. */
const SIGNATURES: readonly (readonly [type: string, at: number, text: string])[] = [
  ['image/jpeg', 0, '\u00ff\u00d8\u00ff'],
  ['image/png', 0, '\u0089PNG'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['image/avif', 4, 'ftypavif'],
];

/** A picture out of the book, or its words. */
export function BookPicture({ archive, path, words }: BookPictureProps) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const bytes = archive.read(path);
    const type = bytes && typeOf(bytes);
    if (!bytes || !type) return undefined;
    const made = URL.createObjectURL(new Blob([bytes.slice()], { type }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [archive, path]);
  if (address === undefined) return words === '' ? null : <em>[{words}]</em>;
  return <img src={address} alt={words} decoding="async" />;
}

function typeOf(bytes: Uint8Array): string | undefined {
  return SIGNATURES.find(([, at, text]) =>
    Array.from(text).every((letter, index) => bytes[at + index] === letter.charCodeAt(0)),
  )?.[0];
}
