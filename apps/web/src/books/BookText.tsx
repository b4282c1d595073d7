import { createElement, useMemo, type ReactNode } from 'react';
import { safeLink } from './safe-link.ts';
import { resolveInBook } from './book-path.ts';
import { BookPicture } from './BookPicture.tsx';
import type { BookArchive } from './open-archive.ts';
import { parsePage } from './read-book.ts';

interface BookTextProps {
  readonly archive: BookArchive;
  readonly path: string;
  readonly onFollow: (path: string, fragment: string) => void;
}

/** What is taken over as it is; an element that is not named here is only what stands in it. */
const PLAIN = new Set([
  ...['p', 'div', 'section', 'article', 'aside', 'header', 'footer', 'figure', 'figcaption', 'blockquote'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th'],
  ...['em', 'strong', 'i', 'b', 'u', 's', 'small', 'sub', 'sup', 'code', 'pre', 'kbd', 'samp', 'var'],
  ...['cite', 'q', 'abbr', 'dfn', 'mark', 'ruby', 'rt', 'rp', 'bdi', 'span', 'del', 'ins', 'time'],
]);
const WITHOUT_CONTENT = new Set(['br', 'hr', 'wbr']);
const LEFT_OUT = new Set([
  ...[
    'script',
    'style',
    'template',
    'iframe',
    'object',
    'embed',
    'form',
    'input',
    'button',
    'select',
    'textarea',
  ],
  ...['audio', 'video', 'link', 'meta', 'base', 'head', 'title', 'noscript', 'frame', 'frameset', 'canvas'],
]);
/** White space between these is no text, and React minds it. */
const WITHOUT_TEXT = new Set(['table', 'thead', 'tbody', 'tfoot', 'tr', 'ul', 'ol', 'dl', 'ruby']);
/** Deeper than any book; what lies deeper is its words. */
const MOST_DEPTH = 80;

/**
 * A chapter as elements of our own: of each element only its name is taken, from a list, with its direction, language and the
 * place that links lead to. No address, style or handler of the book gets into the page.
 */
export function BookText({ archive, path, onFollow }: BookTextProps) {
  const text = useMemo(() => {
    const body = parsePage(archive.readText(path))?.getElementsByTagNameNS('*', 'body')[0];
    return body && piecesOf(body, { archive, path, onFollow }, 0);
  }, [archive, path, onFollow]);
  return text ?? <p>This part of the book could not be read.</p>;
}

function piecesOf(element: Element, context: BookTextProps, depth: number): ReactNode[] {
  if (depth > MOST_DEPTH) return [element.textContent];
  const hasNoText = WITHOUT_TEXT.has(element.localName.toLowerCase());
  return Array.from(element.childNodes, (node, index) => {
    if (node.nodeType === Node.TEXT_NODE || node.nodeType === Node.CDATA_SECTION_NODE)
      return hasNoText && node.nodeValue?.trim() === '' ? null : node.nodeValue;
    return node.nodeType === Node.ELEMENT_NODE ? pieceOf(node as Element, context, depth + 1, index) : null;
  });
}

function pieceOf(element: Element, context: BookTextProps, depth: number, key: number): ReactNode {
  const name = element.localName.toLowerCase();
  if (LEFT_OUT.has(name)) return null;
  if (name === 'img' || name === 'image') return <Picture key={key} element={element} context={context} />;
  if (WITHOUT_CONTENT.has(name)) return createElement(name, { key });
  const attributes = { key, ...placeOf(element) };
  const inside = piecesOf(element, context, depth);
  if (name === 'a') return anchorOf(element, context, attributes, inside);
  // The page has its own first heading.
  const heading = /^h([1-6])$/.exec(name)?.[1];
  if (heading) return createElement(`h${Math.min(6, Number(heading) + 1)}`, attributes, ...inside);
  if (PLAIN.has(name)) return createElement(name, attributes, ...inside);
  return createElement('span', attributes, ...inside);
}

/** Where links within the book lead to, and how it is read. Names of our own page stay free. */
function placeOf(element: Element) {
  const place = element.getAttribute('id');
  const language = element.getAttribute('lang') ?? element.getAttribute('xml:lang');
  const direction = element.getAttribute('dir');
  return {
    ...(place && { 'data-place': place }),
    ...(language && /^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i.test(language) && { lang: language }),
    ...((direction === 'rtl' || direction === 'ltr') && { dir: direction }),
  };
}

function anchorOf(
  element: Element,
  context: BookTextProps,
  attributes: object,
  inside: ReactNode[],
): ReactNode {
  const href = element.getAttribute('href');
  const target = href === null ? undefined : resolveInBook(context.path, href);
  if (target)
    return createElement(
      'button',
      { ...attributes, type: 'button', onClick: () => context.onFollow(target.path, target.fragment) },
      ...inside,
    );
  const safe = href === null ? undefined : safeLink(href);
  if (safe === undefined) return createElement('span', attributes, ...inside);
  return createElement(
    'a',
    { ...attributes, href: safe, target: '_blank', rel: 'noreferrer noopener' },
    ...inside,
  );
}

function Picture({ element, context }: { readonly element: Element; readonly context: BookTextProps }) {
  const source =
    element.getAttribute('src') ??
    element.getAttribute('href') ??
    element.getAttributeNS('http://www.w3.org/1999/xlink', 'href');
  const path = source === null ? undefined : resolveInBook(context.path, source)?.path;
  const words = element.getAttribute('alt') ?? '';
  return path === undefined ? (
    <em>[{words || 'picture'}]</em>
  ) : (
    <BookPicture archive={context.archive} path={path} words={words} />
  );
}
