import { HearthError } from '@hearth/platform';
import { elementsIn, isDavElement, readXml, type XmlName } from './xml-element.js';

/** Which properties are asked for: all with their values, the names of all, or some. */
export type WantedProperties =
  | { readonly kind: 'all'; readonly include: readonly XmlName[] }
  | { readonly kind: 'names' }
  | { readonly kind: 'some'; readonly names: readonly XmlName[] };

/** More are not asked for by any program. */
const MOST_NAMES = 200;

/** The body of a PROPFIND; without one, all are wanted (RFC 4918, section 9.1). Throws `request.invalid`. */
export function readPropfind(body: string | undefined): WantedProperties {
  if (body === undefined || body === '') return { kind: 'all', include: [] };
  const root = readXml(body);
  if (!isDavElement(root, 'propfind')) throw invalid();
  const parts = elementsIn(root);
  const kinds = parts.filter((part) =>
    ['allprop', 'propname', 'prop'].some((kind) => isDavElement(part, kind)),
  );
  const [only, ...others] = kinds;
  if (!only || others.length > 0) throw invalid();
  if (only.name === 'propname') return { kind: 'names' };
  if (only.name === 'prop') return { kind: 'some', names: namesIn(only) };
  return { kind: 'all', include: parts.filter((part) => isDavElement(part, 'include')).flatMap(namesIn) };
}

function namesIn(element: Parameters<typeof elementsIn>[0]): XmlName[] {
  const names = elementsIn(element).map(({ namespace, name }) => ({ namespace, name }));
  if (names.length > MOST_NAMES) throw invalid();
  return names;
}

function invalid(): HearthError {
  return new HearthError('request.invalid', { detail: 'The body is no list of properties.' });
}
