import { HearthError } from '@hearth/platform';
import { DAV_NAMESPACE, elementsIn, isDavElement, readXml, writeXml, type XmlName } from './xml-element.js';

export interface PropertyChange extends XmlName {
  /** The whole element; null where it is to go. */
  readonly xml: string | null;
}

const MOST_CHANGES = 100;
const LONGEST_VALUE = 16_000;
const LONGEST_NAME = 500;

/** The body of a PROPPATCH, in its order (RFC 4918, section 9.2). Throws `request.invalid`. */
export function readProppatch(body: string | undefined): PropertyChange[] {
  const root = readXml(body ?? '');
  if (!isDavElement(root, 'propertyupdate')) throw invalid();
  const changes = elementsIn(root).flatMap((part): PropertyChange[] => {
    const isSet = isDavElement(part, 'set');
    if (!isSet && !isDavElement(part, 'remove')) return [];
    return elementsIn(part)
      .filter((child) => isDavElement(child, 'prop'))
      .flatMap(elementsIn)
      .map((property) => ({
        namespace: property.namespace,
        name: property.name,
        xml: isSet ? writeXml(property) : null,
      }));
  });
  const isFine = ({ namespace, name, xml }: PropertyChange) =>
    (xml?.length ?? 0) <= LONGEST_VALUE && namespace.length + name.length <= LONGEST_NAME;
  if (changes.length === 0 || changes.length > MOST_CHANGES || !changes.every(isFine)) throw invalid();
  return changes;
}

/** What the hub answers for itself is not for others to say. */
export function isProtected({ namespace }: XmlName): boolean {
  return namespace === DAV_NAMESPACE;
}

function invalid(): HearthError {
  return new HearthError('request.invalid', { detail: 'The body changes no properties, or too many.' });
}
