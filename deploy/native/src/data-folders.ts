import { accessSync, constants, mkdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { StartupProblem } from './startup-problem.ts';

/** Where the stack keeps what it must not lose, and what it can make again. */
export interface DataFolders {
  root: string;
  postgres: string;
  redis: string;
  nats: string;
  derived: string;
  accessLogs: string;
  logs: string;
  run: string;
  nginx: string;
  secrets: string;
  tls: string;
}

export function listDataFolders(root: string): DataFolders {
  const at = (name: string) => join(root, name);
  return {
    root,
    postgres: at('postgres'),
    redis: at('redis'),
    nats: at('nats'),
    derived: at('derived'),
    accessLogs: at('access-logs'),
    logs: at('logs'),
    run: at('run'),
    nginx: at('run/nginx'),
    secrets: at('secrets'),
    tls: at('tls'),
  };
}

const OWNER_ONLY = 0o700;

/** Like mkdir -p. Node's own never comes back from a folder that is there and takes no others, such as /proc. */
function makeFolder(path: string, mode?: number): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return;
  makeFolder(dirname(path), mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function ensureWritableFolder(path: string, variable: string, mode?: number): void {
  try {
    makeFolder(path, mode);
    if (!statSync(path).isDirectory()) throw new Error('it is not a folder');
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = {
      EACCES: 'no permission',
      EROFS: 'the disk is read-only',
      ENOTDIR: 'a part of the path is a file',
      EEXIST: 'it is not a folder',
      ENOENT: 'no folder can be made there',
    }[code ?? ''];
    throw new StartupProblem(`${variable}: the folder ${path} cannot be used: ${reason ?? message}.`);
  }
}

/** Of what lies in the library, everyone in the house may read every byte: keys and people's data must not. */
function refuseDataInLibrary(dataFolder: string, libraryFolder: string): void {
  const way = relative(realpathSync(libraryFolder), realpathSync(dataFolder));
  if (way === '..' || way.startsWith('../')) return;
  throw new StartupProblem(
    `HEARTH_DATA: the folder ${dataFolder} lies in the library, ${libraryFolder}, where everyone could read it: choose another one.`,
  );
}

/** Makes the folders, or says which one cannot be used. */
export function ensureFolders(dataFolder: string, libraryFolder: string): DataFolders {
  const folders = listDataFolders(dataFolder);
  ensureWritableFolder(libraryFolder, 'HEARTH_LIBRARY');
  ensureWritableFolder(dataFolder, 'HEARTH_DATA');
  refuseDataInLibrary(dataFolder, libraryFolder);
  // Postgres makes and owns its folder itself.
  const { postgres: _postgres, root: _root, secrets, tls, run, ...others } = folders;
  // Each is somebody's private matter: who looked at what, the family's pictures, sessions.
  for (const path of [secrets, tls, run, ...Object.values(others)])
    ensureWritableFolder(path, 'HEARTH_DATA', OWNER_ONLY);
  return folders;
}
