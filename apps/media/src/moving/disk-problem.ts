import { HearthError } from '@hearth/platform';
import { isNoSpace } from '../staging/no-space.js';
import { StagingFailed } from '../staging/staging-threads.js';

const DETAILS: Readonly<Record<string, string>> = {
  EACCES: 'The hub may not write to the folder.',
  EPERM: 'The hub may not write to the folder.',
  EROFS: 'The folder is on a disk that can only be read.',
};

/** Somebody took the folder away, or put something else in its place, while something was to be put into it. */
const GONE = new Set(['ENOENT', 'ESTALE']);
const NO_FOLDER = new Set(['ENOTDIR', 'ELOOP']);

/** What the disk said when something was to be moved, as people may hear it. */
export function diskProblem(error: unknown): HearthError {
  if (error instanceof HearthError) {
    // Something else than a folder is on the way.
    return error.code === 'upload.name-invalid'
      ? new HearthError('file.name-taken', { ...error.details, cause: error })
      : error;
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENAMETOOLONG') return new HearthError('file.name-invalid', { cause: error });
  if (GONE.has(code ?? '')) {
    return new HearthError('folder.not-found', {
      detail: 'It was taken away or replaced meanwhile.',
      cause: error,
    });
  }
  if (NO_FOLDER.has(code ?? '')) return new HearthError('file.name-taken', { cause: error });
  const isFull = isNoSpace(error) || (error instanceof StagingFailed && error.kind === 'no-space');
  if (isFull)
    return new HearthError('file.not-moved', { detail: 'The disk has no room for this.', cause: error });
  const detail = DETAILS[code ?? ''];
  return detail === undefined
    ? new HearthError('service.failed', { cause: error })
    : new HearthError('file.not-moved', { detail, cause: error });
}
