import type { RandomAccess } from './byte-source.js';
import type { FileTypeName } from './file-types.js';

const END_OF_DIRECTORY = Buffer.from('PK\x05\x06', 'latin1');
const DIRECTORY_ENTRY = 0x02014b50;
/** The end record is 22 bytes and a comment of up to 65,535. */
const LONGEST_TAIL_BYTES = 22 + 65_535;
/** Far more than the names of a document's first parts take. */
const DIRECTORY_BYTES = 256 * 1024;
/** Where a local entry's name stands, and what follows it when nothing else is in between. */
const NAME_AT = 30;
const MIMETYPE_NAME = 'mimetype';

const TYPES_BY_MIMETYPE: readonly [prefix: string, FileTypeName][] = [
  ['application/epub+zip', 'epub'],
  ['application/vnd.oasis.opendocument.text', 'odt'],
  ['application/vnd.oasis.opendocument.spreadsheet', 'ods'],
  ['application/vnd.oasis.opendocument.presentation', 'odp'],
];

const ZIP_DOCUMENTS: ReadonlySet<FileTypeName> = new Set([
  'docx',
  'xlsx',
  'pptx',
  'odt',
  'ods',
  'odp',
  'epub',
]);

/** Names of the archive's entries by its central directory; none when it has no end, as a truncated one. */
function listZipEntries(source: RandomAccess): string[] {
  const tail = source.tail(LONGEST_TAIL_BYTES);
  const end = tail.lastIndexOf(END_OF_DIRECTORY);
  if (end < 0 || end + 22 > tail.length) return [];
  const directory = source.read(
    tail.readUInt32LE(end + 16),
    Math.min(tail.readUInt32LE(end + 12), DIRECTORY_BYTES),
  );
  const names: string[] = [];
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === DIRECTORY_ENTRY;) {
    const nameLength = directory.readUInt16LE(at + 28);
    names.push(directory.toString('utf8', at + 46, at + 46 + nameLength));
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return names;
}

/**
 * Which kind of document (or mere archive) a ZIP file is.
 *
 * @param promised what its name says, believed of a whole archive that shows nothing else
 */
export function findZipType(source: RandomAccess, promised: FileTypeName | undefined): FileTypeName {
  const head = source.read(0, 256).toString('latin1');
  if (head.startsWith(MIMETYPE_NAME, NAME_AT)) {
    // OpenDocument and EPUB put their type, uncompressed, into the first entry for exactly this purpose.
    const declared = head.slice(NAME_AT + MIMETYPE_NAME.length);
    const byMimetype = TYPES_BY_MIMETYPE.find(([prefix]) => declared.startsWith(prefix));
    if (byMimetype) return byMimetype[1];
  }
  const names = listZipEntries(source);
  if (names.length === 0) return 'zip';
  if (names.some((name) => name.startsWith('word/'))) return 'docx';
  if (names.some((name) => name.startsWith('xl/'))) return 'xlsx';
  if (names.some((name) => name.startsWith('ppt/'))) return 'pptx';
  return promised !== undefined && ZIP_DOCUMENTS.has(promised) ? promised : 'zip';
}
