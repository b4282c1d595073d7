import { libraryStatus, listFiles, type FileSummary } from '@hearth/contracts';
import { startScratchStack, type ScratchStack } from '@hearth/native';
import { signInAt, trustAuthority, type HouseClient } from '@hearth/testing';
import { setTimeout as delay } from 'node:timers/promises';
import type { ServerParts } from './load.ts';

const PARTS = ['postgres', 'redis', 'nats', 'media', 'indexer', 'analytics', 'gateway', 'nginx'] as const;
const POLL_MS = 500;
/** Whoever stops a part wants it stopped: by itself it would be taken for hung and started again in the midst of what is measured. */
const NEVER_HUNG = { everyMs: 24 * 3_600_000, answerWithinMs: 5_000, missesInARow: 3 };

/** A whole Hearth of its own whose library has been read through. */
export interface HouseUnderLoad {
  stack: ScratchStack;
  client: HouseClient;
  files: FileSummary[];
  /** Every process tree of the house: what a comparison counts is all of it. */
  parts: ServerParts;
}

async function waitUntilIndexed(client: HouseClient, fileCount: number, timeoutSec: number): Promise<void> {
  const deadline = Date.now() + timeoutSec * 1000;
  for (;;) {
    const { indexing, ready, unreadable } = await client.call(libraryStatus, {});
    if (unreadable > 0) throw new Error(`${unreadable} of the bench's own files could not be read`);
    if (indexing === 0 && ready >= fileCount) return;
    if (Date.now() > deadline)
      throw new Error(`Only ${ready} of ${fileCount} files were indexed in ${timeoutSec} s`);
    await delay(POLL_MS);
  }
}

async function listAllFiles(client: HouseClient): Promise<FileSummary[]> {
  const files: FileSummary[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await client.call(listFiles, { query: { limit: 200, cursor } });
    files.push(...page.items);
    if (page.nextCursor === null) return files;
    cursor = page.nextCursor;
  }
}

export async function startHouse(options: {
  libraryFolder: string;
  fileCount: number;
  timeoutSec: number;
}): Promise<HouseUnderLoad> {
  const { libraryFolder } = options;
  const stack = await startScratchStack({ libraryFolder, logLevel: 'warn', liveness: NEVER_HUNG });
  try {
    trustAuthority(stack.caCertificateFile);
    const client = await signInAt(stack.localUrl, {
      username: stack.adminUsername,
      password: stack.adminPassword,
    });
    await waitUntilIndexed(client, options.fileCount, options.timeoutSec);
    const files = await listAllFiles(client);
    const parts = Object.fromEntries(PARTS.map((part) => [part, stack.pidOf(part) as number]));
    return { stack, client, files, parts };
  } catch (error) {
    await stack.stop();
    throw error;
  }
}
