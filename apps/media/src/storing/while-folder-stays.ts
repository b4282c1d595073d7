import { lstat } from 'node:fs/promises';
import { HearthError } from '@hearth/platform';
import { StagingFailed } from '../staging/staging-threads.js';

/** Somebody who moves folders about is done by then; who goes on for ever is not waited for. */
const MOST_TRIES = 10;

/**
 * Puts a file into a folder of the library, from the beginning where somebody takes the folder away meanwhile. What lies in it is found
 * anew each time, so work that was half done is gone on with.
 *
 * Throws `upload.folder-changed` where the folder never stays, and what `store` throws, also where it is the staged file that is gone.
 */
export async function whileFolderStays<Stored>(
  staged: string,
  store: () => Promise<Stored>,
): Promise<Stored> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await store();
    } catch (error) {
      if (!isGone(error) || !(await lstat(staged).catch(() => undefined))) throw error;
      if (tries === MOST_TRIES) throw new HearthError('upload.folder-changed', { cause: error });
    }
  }
}

function isGone(error: unknown): boolean {
  if (error instanceof StagingFailed) return error.kind === 'gone';
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ESTALE';
}
