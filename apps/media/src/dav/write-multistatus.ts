import type { WantedProperties } from './read-propfind.js';
import { DAV_NAMESPACE, escapeXml, writeTag, type XmlName } from './xml-element.js';

export const XML_TYPE = 'application/xml; charset=utf-8';
export const MULTISTATUS_START = '<?xml version="1.0" encoding="utf-8"?>\n<D:multistatus xmlns:D="DAV:">';
export const MULTISTATUS_END = '\n</D:multistatus>\n';

export interface Property extends XmlName {
  /** The whole element. */
  readonly xml: string;
}

/** What is asked of one resource (RFC 4918, section 9.1). */
export function writeProperties(
  href: string,
  live: ReadonlyMap<string, string>,
  dead: readonly Property[],
  wanted: WantedProperties,
): string {
  const known: Property[] = [
    ...[...live].map(([name, content]) => {
      const property = { namespace: DAV_NAMESPACE, name };
      return { ...property, xml: writeTag(property, content) };
    }),
    ...dead,
  ];
  if (wanted.kind === 'names')
    return writeResponse(href, [[200, known.map((property) => writeTag(property, '')).join('')]]);
  const names = wanted.kind === 'some' ? wanted.names : wanted.include;
  const isNamed = (property: XmlName) => names.some((name) => isSame(name, property));
  const found = wanted.kind === 'some' ? known.filter(isNamed) : known;
  const missing = names.filter((name) => !found.some((property) => isSame(name, property)));
  const groups: [number, string][] = [];
  if (found.length > 0 || missing.length === 0) groups.push([200, found.map(({ xml }) => xml).join('')]);
  if (missing.length > 0) groups.push([404, missing.map((name) => writeTag(name, '')).join('')]);
  return writeResponse(href, groups);
}

/** Some properties of a resource with each of these outcomes. */
export function writeResponse(href: string, groups: readonly (readonly [number, string])[]): string {
  const stats = groups.map(
    ([status, properties]) =>
      `<D:propstat><D:prop>${properties}</D:prop><D:status>${statusLine(status)}</D:status></D:propstat>`,
  );
  return `\n<D:response><D:href>${escapeXml(href)}</D:href>${stats.join('')}</D:response>`;
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  423: 'Locked',
  424: 'Failed Dependency',
  507: 'Insufficient Storage',
};

function statusLine(status: number): string {
  return `HTTP/1.1 ${status} ${REASONS[status] ?? ''}`;
}

/** Why something is refused, for programs (RFC 4918, section 16). */
export function writeCondition(condition: string, content = ''): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n<D:error xmlns:D="DAV:">${writeTag(
    { namespace: DAV_NAMESPACE, name: condition },
    content,
  )}</D:error>\n`;
}

function isSame(one: XmlName, other: XmlName): boolean {
  return one.name === other.name && one.namespace === other.namespace;
}
