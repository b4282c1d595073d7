import { rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  deleteTake,
  fileInsight,
  getTake,
  ProblemError,
  removeAlbum,
  removeFile,
  removeUser,
  retract,
  type ProblemCode,
} from '@hearth/contracts';
import { clientWith, signIn, type Client } from './client.ts';
import type { Hub } from './hub.ts';
import type { Ledger } from './ledger.ts';

const BUSY_FOR_MS = 60_000;
const FILES_AT_ONCE = 500;

/** Takes away what the ledger says, and nothing else: takes, albums, files with all that was counted of them, people, folders. */
export async function clear(hub: Hub, ledger: Ledger, say: (line: string) => void): Promise<void> {
  const admin = await signIn(hub.url, hub.admin);
  const files = ledger.list('file');
  for (const id of ledger.list('take')) {
    await gone('capture.take-not-found', async () => {
      const take = await admin.call(getTake, { params: { id: id as never } });
      files.push(...take.files.flatMap((file) => file.id ?? []));
      await admin.call(deleteTake, { params: { id: id as never } });
    });
  }
  for (const id of ledger.list('album'))
    await gone('album.not-found', () => admin.call(removeAlbum, { params: { id: id as never } }));
  say(`Taking ${files.length} files away…`);
  for (const id of files) await gone('file.not-found', () => removeForGood(admin, id));
  await takeBackFigures(hub, admin, files);
  for (const id of ledger.list('person'))
    await gone('user.not-found', () => admin.call(removeUser, { params: { id: id as never } }));
  removeEmptyFolders(hub.libraryFolder, ledger.list('folder'));
  ledger.remove();
}

/** Does it unless that is done already: a run that was cut short goes on where it was. */
async function gone(code: ProblemCode, take: () => Promise<unknown>): Promise<void> {
  try {
    await take();
  } catch (error) {
    if (!(error instanceof ProblemError && error.problem.code === code)) throw error;
  }
}

async function removeForGood(admin: Client, id: string): Promise<void> {
  const endsAt = Date.now() + BUSY_FOR_MS;
  for (;;) {
    try {
      await admin.call(removeFile, { params: { id: id as never }, query: { permanent: 'true' } });
      return;
    } catch (error) {
      const isBusy = error instanceof ProblemError && error.problem.code === 'library.busy';
      if (!isBusy || Date.now() > endsAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

/** Once Insight knows that they are gone: then it forgets their names as well. */
async function takeBackFigures(hub: Hub, admin: Client, files: readonly string[]): Promise<void> {
  const endsAt = Date.now() + BUSY_FOR_MS;
  for (const id of files) {
    while (Date.now() < endsAt && (await isKnown(admin, id)))
      await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const program = clientWith(hub.url, '', () => Promise.resolve(hub.serviceToken));
  for (let at = 0; at < files.length; at += FILES_AT_ONCE)
    await program.call(retract, { body: { fileIds: files.slice(at, at + FILES_AT_ONCE) as never } });
}

async function isKnown(admin: Client, id: string): Promise<boolean> {
  try {
    return (await admin.call(fileInsight, { params: { id: id as never }, query: {} })).inLibrary;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'file.not-found') return false;
    throw error;
  }
}

/** The hub keeps folders that are empty; those that came with the demonstration go, from the deepest up. */
function removeEmptyFolders(library: string, folders: readonly string[]): void {
  const all = new Set<string>();
  for (let folder of folders)
    for (; folder !== '' && folder !== '.'; folder = dirname(folder)) all.add(folder);
  for (const folder of [...all].sort((a, b) => b.length - a.length)) {
    try {
      rmdirSync(join(library, folder));
    } catch {
      // Something else lies in it, or it belongs to the containers' account: it stays.
    }
  }
}
