import type { RandomAccess } from './byte-source.js';
import { findBox, listBoxes, readBox, type IsoBox } from './iso-boxes.js';

/** `meta` is a full box: four bytes of version and flags stand before its children. */
const FULL_BOX_BYTES = 4;

interface Association {
  item: number;
  /** One-based places in the property list. */
  properties: number[];
}

/** ItemPropertyAssociationBox (ISO/IEC 23008-12, 9.3.1). */
function readAssociations(content: Buffer): Association[] {
  const [isWideItem, isWideIndex] = [(content[0] ?? 0) > 0, ((content[3] ?? 0) & 1) === 1];
  const associations: Association[] = [];
  let at = 8;
  for (let count = content.readUInt32BE(4); count > 0 && at + 5 <= content.length; count -= 1) {
    const item = isWideItem ? content.readUInt32BE(at) : content.readUInt16BE(at);
    at += isWideItem ? 4 : 2;
    const length = content[at] ?? 0;
    at += 1;
    const properties: number[] = [];
    for (let index = 0; index < length && at < content.length; index += 1, at += isWideIndex ? 2 : 1) {
      properties.push(isWideIndex ? content.readUInt16BE(at) & 0x7fff : (content[at] ?? 0) & 0x7f);
    }
    associations.push({ item, properties });
  }
  return associations;
}

/** The properties of the picture that a HEIF file shows first. */
export function findPrimaryProperties(source: RandomAccess): IsoBox[] {
  const meta = findBox(source, ['meta']);
  if (!meta) return [];
  const within = { ...meta, start: meta.start + FULL_BOX_BYTES };
  const pitm = findBox(source, ['pitm'], within);
  const ipco = findBox(source, ['iprp', 'ipco'], within);
  const ipma = findBox(source, ['iprp', 'ipma'], within);
  if (!pitm || !ipco || !ipma) return [];
  const primary = readBox(source, pitm);
  if (primary.length < 6) return [];
  const item = (primary[0] ?? 0) > 0 ? primary.readUInt32BE(4) : primary.readUInt16BE(4);
  const content = readBox(source, ipma);
  if (content.length < 8) return [];
  const all = listBoxes(source, ipco.start, ipco.end);
  const mine = readAssociations(content).find((association) => association.item === item)?.properties ?? [];
  return mine.map((place) => all[place - 1]).filter((box) => box !== undefined);
}
