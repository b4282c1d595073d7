import { posix } from 'node:path';
import type { RandomAccess } from './byte-source.js';
import type { MediaFacts } from './probe-result.js';
import { withoutReferences } from './xmp-facts.js';
import { listZipEntries, readZipEntry, type ZipEntry } from './zip-archive.js';

const MAX_PACKAGE_BYTES = 2 * 1024 * 1024;
const MAX_COVER_BYTES = 32 * 1024 * 1024;
const MAX_AUTHORS = 10;

interface Package {
  readonly text: string;
  /** In which addresses of the package are meant. */
  readonly folder: string;
  readonly entries: readonly ZipEntry[];
}

/** The package document (EPUB 3.3, 5), which the container names. */
function readPackage(source: RandomAccess): Package | undefined {
  const entries = listZipEntries(source);
  const read = (path: string | undefined): string | undefined => {
    const entry = entries.find(({ name }) => name === path);
    return entry && readZipEntry(source, entry, MAX_PACKAGE_BYTES)?.toString('utf8');
  };
  const container = read('META-INF/container.xml') ?? '';
  const path = attribute(/<(?:\w+:)?rootfile\b[^>]{0,1000}>/.exec(container)?.[0], 'full-path');
  const text = read(path);
  return path === undefined || text === undefined
    ? undefined
    : { text, folder: posix.dirname(path), entries };
}

function attribute(tag: string | undefined, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag ?? '');
  const value = match?.[1] ?? match?.[2];
  return value === undefined ? undefined : withoutReferences(value);
}

function textsOf(text: string, name: string): string[] {
  return [...text.matchAll(new RegExp(`<dc:${name}\\b[^>]{0,1000}>([^<]{1,2000})<`, 'g'))]
    .map(([, content = '']) => withoutReferences(content.replace(/\s+/g, ' ').trim()))
    .filter((content) => content !== '');
}

/** A book's title and its authors. */
export function readEpubFacts(source: RandomAccess): MediaFacts {
  const book = readPackage(source);
  if (!book) return {};
  const authors = textsOf(book.text, 'creator').slice(0, MAX_AUTHORS).join(', ');
  return {
    title: textsOf(book.text, 'title')[0],
    artist: authors || undefined,
    hasCover: findCover(book) !== undefined,
  };
}

/** The picture on the cover, as it lies in the book. */
export function readEpubCover(source: RandomAccess): Buffer | undefined {
  const book = readPackage(source);
  const cover = book && findCover(book);
  return cover && readZipEntry(source, cover, MAX_COVER_BYTES);
}

/** By EPUB 3's property, EPUB 2's `meta`, or what the item is called. */
function findCover({ text, folder, entries }: Package): ZipEntry | undefined {
  const items = [...text.matchAll(/<(?:\w+:)?item\b[^>]{0,2000}>/g)].map(([tag]) => ({
    id: attribute(tag, 'id'),
    href: attribute(tag, 'href'),
    isPicture: (attribute(tag, 'media-type') ?? '').startsWith('image/'),
    properties: (attribute(tag, 'properties') ?? '').split(/\s+/),
  }));
  const named = [...text.matchAll(/<(?:\w+:)?meta\b[^>]{0,1000}>/g)]
    .map(([tag]) => tag)
    .find((tag) => attribute(tag, 'name') === 'cover');
  const id = attribute(named, 'content');
  const pictures = items.filter(({ isPicture }) => isPicture);
  const cover =
    pictures.find(({ properties }) => properties.includes('cover-image')) ??
    pictures.find((item) => id !== undefined && item.id === id) ??
    pictures.find((item) => /cover/i.test(`${item.id ?? ''} ${item.href ?? ''}`));
  if (cover?.href === undefined) return undefined;
  const path = posix.normalize(posix.join(folder, decodeAddress(cover.href)));
  return entries.find(({ name }) => name === path);
}

function decodeAddress(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
