import type { FileKind } from '@hearth/contracts';
import { findTypeByName } from './file-names.js';
import { FILE_TYPES } from './file-types.js';

const UNKNOWN = FILE_TYPES.binary.mimeType;

/** What a file's name promises, as long as its content was not looked at. */
export function typeByName(path: string): { kind: FileKind; mimeType: string } {
  const { kind, mimeType } = FILE_TYPES[findTypeByName(path) ?? 'binary'];
  return { kind, mimeType };
}

/** What a file is by what the client says, or by its name where that says nothing: browsers know no type of many a photo. */
export function typeBySender(name: string, claimed: string | undefined): string {
  return claimed !== undefined && claimed !== UNKNOWN ? claimed : typeByName(name).mimeType;
}
