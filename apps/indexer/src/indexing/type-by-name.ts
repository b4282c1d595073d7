import type { FileKind } from '@hearth/contracts';
import { findTypeByName } from '../probing/file-names.js';
import { FILE_TYPES } from '../probing/file-types.js';

/** What a file's name promises, as long as its content was not looked at. */
export function typeByName(path: string): { kind: FileKind; mimeType: string } {
  const { kind, mimeType } = FILE_TYPES[findTypeByName(path) ?? 'binary'];
  return { kind, mimeType };
}
