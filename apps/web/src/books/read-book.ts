import { resolveInBook } from './book-path.ts';
import type { BookArchive } from './open-archive.ts';

/** A place in the table of contents: `piece` counts from 0 in the order of reading. */
export interface Heading {
  readonly title: string;
  readonly piece: number;
  readonly fragment: string;
}

export interface Book {
  readonly title: string | undefined;
  readonly language: string | undefined;
  /** Paths in the archive, in the order of reading. */
  readonly pieces: readonly string[];
  readonly contents: readonly Heading[];
}

/** Why a book cannot be read here, for people. */
export class UnreadableBook extends Error {}

const MOST_PIECES = 5_000;
const MOST_HEADINGS = 2_000;
const MOST_TITLE_LENGTH = 300;
const TEXT_TYPES = ['application/xhtml+xml', 'text/html', 'application/x-dtbook+xml'];

/** Finds what there is to read, and in which order. Documents that a parser makes run nothing and load nothing. */
export function readBook(archive: BookArchive): Book {
  // Shops lock books by one of these.
  if (archive.read('META-INF/rights.xml') ?? archive.read('META-INF/sinf.xml'))
    throw new UnreadableBook('This book is locked by the shop that sold it. The app of that shop opens it.');
  const container = parseXml(archive.readText('META-INF/container.xml'));
  const packagePath = container && all(container, 'rootfile')[0]?.getAttribute('full-path');
  const description = packagePath ? parseXml(archive.readText(packagePath)) : undefined;
  if (!packagePath || !description)
    throw new UnreadableBook('This does not look like a book inside. Download it to try another app.');

  const items = new Map(
    all(description, 'item').map((item) => [
      item.getAttribute('id') ?? '',
      {
        path: resolveInBook(packagePath, item.getAttribute('href') ?? '')?.path ?? '',
        type: item.getAttribute('media-type') ?? '',
        properties: item.getAttribute('properties') ?? '',
      },
    ]),
  );
  const pieces = all(description, 'itemref')
    .map((reference) => items.get(reference.getAttribute('idref') ?? ''))
    .flatMap((item) => (item && TEXT_TYPES.includes(item.type) ? [item.path] : []))
    .slice(0, MOST_PIECES);
  if (pieces.length === 0) throw new UnreadableBook('There is nothing to read in this book.');
  const listed = [...items.values()];
  const nav = listed.find(({ properties }) => properties.split(/\s+/).includes('nav'))?.path;
  const ncx = listed.find(({ type }) => type === 'application/x-dtbncx+xml')?.path;
  return {
    title: textOf(all(description, 'title')[0]),
    language: textOf(all(description, 'language')[0]),
    pieces,
    contents: readContents(archive, pieces, { nav, ncx }),
  };
}

interface ContentsPaths {
  readonly nav: string | undefined;
  readonly ncx: string | undefined;
}

/** From the navigation document of EPUB 3, else from the NCX of EPUB 2, else the pieces by their number. */
function readContents(
  archive: BookArchive,
  pieces: readonly string[],
  { nav, ncx }: ContentsPaths,
): Heading[] {
  const place = (from: string, title: string | undefined, reference: string | null): Heading[] => {
    const target = resolveInBook(from, reference ?? '');
    const piece = target ? pieces.indexOf(target.path) : -1;
    return title && target && piece >= 0 ? [{ title, piece, fragment: target.fragment }] : [];
  };
  const navDocument = nav === undefined ? undefined : parsePage(archive.readText(nav));
  const lists = navDocument ? all(navDocument, 'nav') : [];
  const list = lists.find((one) => /\btoc\b/.test(one.getAttribute('epub:type') ?? '')) ?? lists[0];
  const byNav =
    nav === undefined || !list
      ? []
      : all(list, 'a').flatMap((anchor) => place(nav, textOf(anchor), anchor.getAttribute('href')));
  if (byNav.length > 0) return byNav.slice(0, MOST_HEADINGS);
  const ncxDocument = ncx === undefined ? undefined : parseXml(archive.readText(ncx));
  if (ncx === undefined || !ncxDocument) return [];
  return all(ncxDocument, 'navPoint')
    .flatMap((point) =>
      place(ncx, textOf(all(point, 'text')[0]), all(point, 'content')[0]?.getAttribute('src') ?? null),
    )
    .slice(0, MOST_HEADINGS);
}

/** A chapter as a document that is only looked at: nothing in it runs, nothing is fetched. */
export function parsePage(text: string | undefined): Document | undefined {
  if (text === undefined) return undefined;
  const strict = new DOMParser().parseFromString(text, 'application/xhtml+xml');
  if (strict.getElementsByTagName('parsererror').length === 0) return strict;
  return new DOMParser().parseFromString(text, 'text/html');
}

function parseXml(text: string | undefined): Document | undefined {
  if (text === undefined) return undefined;
  const parsed = new DOMParser().parseFromString(text.replace(/^\uFEFF/, ''), 'application/xml');
  return parsed.getElementsByTagName('parsererror').length === 0 ? parsed : undefined;
}

/** By the name without its prefix, which each maker chooses anew. */
function all(within: Document | Element, localName: string): Element[] {
  return Array.from(within.getElementsByTagNameNS('*', localName));
}

function textOf(element: Element | undefined): string | undefined {
  const text = element?.textContent?.replace(/\s+/g, ' ').trim().slice(0, MOST_TITLE_LENGTH);
  return text === '' ? undefined : text;
}
