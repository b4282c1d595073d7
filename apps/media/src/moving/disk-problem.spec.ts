import { describe, expect, it } from '@jest/globals';
import { HearthError } from '@hearth/platform';
import { diskProblem } from './disk-problem.js';

const said = (code: string): Error => Object.assign(new Error(code), { code });

describe('what the disk says of a move', () => {
  it.each([
    ['that the folder is gone', said('ENOENT'), 'folder.not-found'],
    ['so, over a network', said('ESTALE'), 'folder.not-found'],
    ['that a file stands in the place of a folder', said('ENOTDIR'), 'file.name-taken'],
    ['that a link does', said('ELOOP'), 'file.name-taken'],
    ['that it is full', said('ENOSPC'), 'file.not-moved'],
    ['that nobody may write there', said('EACCES'), 'file.not-moved'],
    ['that the name is too long', said('ENAMETOOLONG'), 'file.name-invalid'],
    ['that something else is on the way', new HearthError('upload.name-invalid'), 'file.name-taken'],
    ['what nobody expects', said('EIO'), 'service.failed'],
  ])('%s', (_, error, code) => expect(diskProblem(error).code).toBe(code));
});
