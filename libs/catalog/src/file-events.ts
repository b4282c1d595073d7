import { fileAdded, fileChanged, fileRemoved, type FileId } from '@hearth/contracts';
import { returning, writeToOutbox } from '@hearth/platform';
import type { EntityManager } from 'typeorm';
import { FACT_COLUMNS, factsOf, type FactsRecord } from './file-record.js';

/**
 * Changes files and tells of it, in the transaction of the caller. The statement calls the table `f` and adds one to
 * `f.revision`; `RETURNING` is added here. Of files that are not listed nobody is told. Returns the ids of all that changed.
 */
export async function changeFiles(
  manager: EntityManager,
  statement: string,
  parameters: unknown[],
): Promise<FileId[]> {
  const changed = await returning<FactsRecord>(manager, `${statement} RETURNING ${FACT_COLUMNS}`, parameters);
  const listed = changed.filter((row) => row.unlisted_as === null);
  await writeToOutbox(manager, 'catalog', fileChanged, listed.map(factsOf));
  return changed.map(({ id }) => id);
}

/** As `changeFiles`, where the statement makes files listed: new ones, or some that were not. */
export async function addFiles(
  manager: EntityManager,
  statement: string,
  parameters: unknown[],
): Promise<FileId[]> {
  const added = await returning<FactsRecord>(manager, `${statement} RETURNING ${FACT_COLUMNS}`, parameters);
  const listed = added.filter((row) => row.unlisted_as === null);
  await writeToOutbox(manager, 'catalog', fileAdded, listed.map(factsOf));
  return added.map(({ id }) => id);
}

/**
 * As `changeFiles`, where the statement takes files out of the lists: it deletes them, or gives them an `unlisted_as`. Those
 * that were not listed before are not to be among them, but for rows that are deleted.
 */
export async function removeFiles(
  manager: EntityManager,
  statement: string,
  parameters: unknown[],
): Promise<FileId[]> {
  const removed = await returning<{ id: FileId; revision: string }>(
    manager,
    `${statement} RETURNING f.id, f.revision`,
    parameters,
  );
  await writeToOutbox(
    manager,
    'catalog',
    fileRemoved,
    removed.map(({ id, revision }) => ({ fileId: id, revision: Number(revision) + 1 })),
  );
  return removed.map(({ id }) => id);
}
