import { describe, expect, it } from '@jest/globals';
import { readerOf } from './reader-of.ts';

describe('a document is read', () => {
  it.each([
    ['document', 'application/pdf', 'a.bin', 'pdf'],
    ['document', 'text/markdown', 'a', 'markdown'],
    ['document', 'text/plain', 'README.md', 'markdown'],
    ['document', 'text/plain', 'a.txt', 'text'],
    ['other', 'application/octet-stream', 'a.srt', 'text'],
    ['other', 'application/octet-stream', 'main.rs', 'text'],
    ['document', 'text/html', 'a.html', 'text'],
    ['document', 'application/epub+zip', 'a.epub', 'book'],
    ['other', 'application/zip', 'a.zip', undefined],
    ['image', 'image/svg+xml', 'a.xml', undefined],
  ] as const)('%s %s %s as %s', (kind, mimeType, name, reader) => {
    expect(readerOf({ kind, mimeType, name })).toBe(reader);
  });
});
