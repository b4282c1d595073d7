import type { FileId } from '@hearth/contracts';
import type { EntityManager } from 'typeorm';
import { addFiles, removeFiles } from './file-events.js';
import { LISTED, type UnlistedAs } from './listed.js';

/**
 * Takes files out of every list, in the transaction of the caller, and tells of it. Returns those that were listed. The row
 * stays; at most a few thousand at once.
 */
export function unlistFiles(
  manager: EntityManager,
  ids: readonly FileId[],
  as: UnlistedAs,
): Promise<FileId[]> {
  return removeFiles(
    manager,
    `UPDATE catalog.files f SET unlisted_as = $2, unlisted_at = now(), revision = f.revision + 1
     WHERE f.id = ANY($1::uuid[]) AND ${LISTED}`,
    [ids, as],
  );
}

/** The other way round. Its path must be free; returns those that were not listed before. */
export function relistFiles(
  manager: EntityManager,
  ids: readonly FileId[],
  from: UnlistedAs,
): Promise<FileId[]> {
  return addFiles(
    manager,
    // Two ahead: the event that told of its leaving had a revision of its own.
    `UPDATE catalog.files f SET unlisted_as = NULL, unlisted_at = NULL, revision = f.revision + 2
     WHERE f.id = ANY($1::uuid[]) AND f.unlisted_as = $2`,
    [ids, from],
  );
}
