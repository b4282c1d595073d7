import type { FileTypeName } from '@hearth/media-types';
import type { RandomAccess } from './byte-source.js';
import { listZipEntries } from './zip-archive.js';

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
  const names = listZipEntries(source).map(({ name }) => name);
  if (names.length === 0) return 'zip';
  if (names.some((name) => name.startsWith('word/'))) return 'docx';
  if (names.some((name) => name.startsWith('xl/'))) return 'xlsx';
  if (names.some((name) => name.startsWith('ppt/'))) return 'pptx';
  return promised !== undefined && ZIP_DOCUMENTS.has(promised) ? promised : 'zip';
}
