import { HearthError } from '@hearth/platform';
import { SaxesParser } from 'saxes';

/** The namespace of WebDAV itself. */
export const DAV_NAMESPACE = 'DAV:';
const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

export interface XmlName {
  /** Empty for none. */
  readonly namespace: string;
  readonly name: string;
}

export interface XmlElement extends XmlName {
  readonly attributes: readonly (XmlName & { readonly value: string })[];
  readonly children: readonly (XmlElement | string)[];
}

const DEEPEST = 32;

interface Open extends XmlElement {
  readonly children: (XmlElement | string)[];
}

/**
 * The body of a request as a tree. A document type is refused with all that it could declare, so no entity stands for more than it
 * says (RFC 4918, section 20.6). Throws `request.invalid`.
 */
export function readXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: Open[] = [];
  let root: XmlElement | undefined;
  parser.on('error', (error) => fail(error.message));
  parser.on('doctype', () => fail('has a document type'));
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (open.length >= DEEPEST) fail('is nested too deeply');
    const given = Object.values(attributes)
      .filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns')
      .map(({ uri: namespace, local: name, value }) => ({ namespace, name, value }));
    const element: Open = { namespace: uri, name: local, attributes: given, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  const addText = (part: string): void => void open.at(-1)?.children.push(part);
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    root = open.pop();
  });
  parser.write(text).close();
  return root ?? fail('is empty');
}

export function isDavElement(child: XmlElement | string, name: string): child is XmlElement {
  return typeof child !== 'string' && child.namespace === DAV_NAMESPACE && child.name === name;
}

export function elementsIn({ children }: XmlElement): XmlElement[] {
  return children.filter((child): child is XmlElement => typeof child !== 'string');
}

/** Each element says its namespace by itself, so what is kept can be put into any document. */
export function writeXml(element: XmlElement): string {
  return writeTag(element, element.children.map(writeNode).join(''), element.attributes);
}

/** An element that holds what is written already. */
export function writeTag(
  { namespace, name }: XmlName,
  content: string,
  attributes: XmlElement['attributes'] = [],
): string {
  const [tag, declared] =
    namespace === DAV_NAMESPACE
      ? [`D:${name}`, '']
      : namespace === ''
        ? [name, '']
        : [`x:${name}`, ` xmlns:x="${escapeXml(namespace)}"`];
  const given = attributes.map(writeAttribute).join('');
  return content === '' ? `<${tag}${declared}${given}/>` : `<${tag}${declared}${given}>${content}</${tag}>`;
}

export function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function writeNode(node: XmlElement | string): string {
  return typeof node === 'string' ? escapeXml(node) : writeXml(node);
}

function writeAttribute({ namespace, name, value }: XmlElement['attributes'][number], place: number): string {
  if (namespace === '') return ` ${name}="${escapeXml(value)}"`;
  if (namespace === XML_NAMESPACE) return ` xml:${name}="${escapeXml(value)}"`;
  return ` xmlns:a${place}="${escapeXml(namespace)}" a${place}:${name}="${escapeXml(value)}"`;
}

function fail(reason: string): never {
  throw new HearthError('request.invalid', { detail: `The XML cannot be read: ${reason}` });
}
