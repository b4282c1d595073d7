import { constants, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureBuilt } from '../build.ts';
import { EdgeClient } from '../edge-client.ts';
import { startScratchStack } from '../scratch-stack.ts';
import { StartupProblem } from '../startup-problem.ts';
import { ensureSystemPackages } from '../system-packages.ts';
import { compareLibrary } from '../verify/compare-library.ts';
import type { ManifestEntry } from '../verify/compare-with-manifest.ts';
import { listWholeLibrary, type ListedFile } from '../verify/library-listing.ts';

const NOT_MEDIA = new Set(['MANIFEST.json', 'SOURCES.md']);
const POLL_MS = 500;
// Without any progress for this long, what is missing will not come.
const STALL_MS = 60_000;
// Where the line cannot be written over.
const LOG_PROGRESS_EVERY_MS = 5_000;
// Access tokens live for 15 minutes.
const SIGN_IN_EVERY_MS = 10 * 60 * 1000;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function readManifest(folder: string): ManifestEntry[] {
  const path = join(folder, 'MANIFEST.json');
  if (!existsSync(path)) throw new StartupProblem(`There is no MANIFEST.json in ${folder}.`);
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as { files: ManifestEntry[] };
  const missing = manifest.files.filter(
    ({ path: entry }) => !statSync(join(folder, entry), { throwIfNoEntry: false })?.isFile(),
  );
  if (missing.length > 0)
    throw new StartupProblem(
      `${missing.length} files of the manifest are not in the folder, such as ${missing[0]?.path}.`,
    );
  return manifest.files;
}

/** A copy, as indexing must not be able to touch what it is measured by. */
function copyLibrary(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'hearth-verify-'));
  cpSync(folder, copy, {
    recursive: true,
    preserveTimestamps: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (source) => !(NOT_MEDIA.has(basename(source)) && resolve(source, '..') === resolve(folder)),
  });
  return copy;
}

function makeProgressLine(total: number): (files: ListedFile[], isLast: boolean) => void {
  let lastShown = 0;
  return (files, isLast) => {
    const settled = files.filter(({ state }) => state !== 'indexing');
    const unreadable = settled.filter(({ state }) => state === 'unreadable').length;
    const line = `${settled.length} of ${total} files settled, ${unreadable} of them unreadable`;
    if (process.stdout.isTTY) return void process.stdout.write(`\r${line}${isLast ? '\n' : ' '}`);
    if (!isLast && Date.now() - lastShown < LOG_PROGRESS_EVERY_MS) return;
    lastShown = Date.now();
    say(line);
  };
}

/** Waits until every file is settled, or until nothing has moved for a while. */
async function waitUntilSettled(
  client: EdgeClient,
  signIn: () => Promise<void>,
  total: number,
  cancelled: AbortSignal,
): Promise<ListedFile[]> {
  let lastProgress = Date.now();
  let lastSignIn = Date.now();
  let lastFigures = '';
  const showProgress = makeProgressLine(total);
  for (;;) {
    if (Date.now() - lastSignIn > SIGN_IN_EVERY_MS) {
      await signIn();
      lastSignIn = Date.now();
    }
    const files = await listWholeLibrary(client);
    const settledCount = files.filter(({ state }) => state !== 'indexing').length;
    const isDone = files.length >= total && settledCount === files.length;
    const figures = `${files.length} ${settledCount}`;
    if (figures !== lastFigures) {
      lastFigures = figures;
      lastProgress = Date.now();
    }
    const isStalled = Date.now() - lastProgress > STALL_MS;
    showProgress(files, isDone || isStalled);
    if (isStalled) say(`Nothing has moved for ${STALL_MS / 1000} s; comparing what there is.`);
    if (isDone || isStalled) return files;
    if (cancelled.aborted) throw new StartupProblem('Stopped before everything was settled.');
    await delay(POLL_MS);
  }
}

/** Indexes a copy of the folder in a scratch stack and holds every file against the folder's MANIFEST.json, pictures against other decoders. */
export async function verify(folderAsGiven: string): Promise<number> {
  const folder = resolve(folderAsGiven);
  const entries = readManifest(folder);
  await ensureSystemPackages(['run'], say);
  await ensureBuilt(say);
  const cancelled = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => cancelled.abort());

  const libraryFolder = copyLibrary(folder);
  try {
    say('Starting a scratch stack…');
    const stack = await startScratchStack({ libraryFolder, note: say, cancelled: cancelled.signal });
    const client = new EdgeClient(stack);
    try {
      const signIn = () => client.signIn(stack.adminUsername, stack.adminPassword);
      await signIn();
      const began = Date.now();
      const listed = await waitUntilSettled(client, signIn, entries.length, cancelled.signal);
      say(`Indexed in ${((Date.now() - began) / 1000).toFixed(1)} s.`);
      await signIn();
      const library = { entries, listed, folder: libraryFolder };
      const { differing, surplus } = await compareLibrary(client, library, {
        say,
        cancelled: cancelled.signal,
      });
      say(`${entries.length - differing} of ${entries.length} files are as the manifest says.`);
      return differing + surplus === 0 ? 0 : 1;
    } finally {
      client.close();
      await stack.stop();
    }
  } finally {
    rmSync(libraryFolder, { recursive: true, force: true });
  }
}
