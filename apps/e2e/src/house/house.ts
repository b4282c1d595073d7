import { libraryStatus, listFiles, type FileSummary } from '@hearth/contracts';
import { signInAt, trustAuthority, type HouseClient } from '@hearth/testing';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startHouseStack, type HouseOptions, type HouseStack } from './house-stack.ts';
import { waitUntil } from './wait-until.ts';

/** A whole Hearth for one test file, with what a person or a device at home can do to it. */
export interface House {
  readonly url: string;
  readonly stack: HouseStack;
  readonly admin: { username: string; password: string };
  signIn(): Promise<HouseClient>;
  /** Puts a finished file into the library folder, as a file manager's move does. */
  drop(path: string, content: Uint8Array | string): void;
  /** Puts a file in place as it is written elsewhere by `write`. */
  dropMade(path: string, write: (target: string) => Promise<void> | void): Promise<void>;
  stop(): Promise<void>;
}

/** Building images and starting containers takes its time, on a busy machine minutes. */
export const START_TIMEOUT_MS = 300_000;

export async function startHouse(options: HouseOptions = {}): Promise<House> {
  const stack = await startHouseStack(options);
  trustAuthority(stack.caCertificateFile);
  const admin = { username: stack.adminUsername, password: stack.adminPassword };
  const makingFolder = join(stack.folder, 'making');
  mkdirSync(makingFolder);
  let made = 0;

  const dropMade: House['dropMade'] = async (path, write) => {
    const target = join(stack.libraryFolder, path);
    mkdirSync(dirname(target), { recursive: true });
    const dot = path.lastIndexOf('.');
    const making = join(makingFolder, `${(made += 1)}${dot < 0 ? '' : path.slice(dot)}`);
    await write(making);
    renameSync(making, target);
  };
  return {
    url: stack.localUrl,
    stack,
    admin,
    signIn: () => signInAt(stack.localUrl, admin),
    drop(path, content) {
      const target = join(stack.libraryFolder, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content);
    },
    dropMade,
    stop: () => stack.stop(),
  };
}

/** The whole listing, page by page. */
export async function listAll(client: HouseClient): Promise<FileSummary[]> {
  const files: FileSummary[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await client.call(listFiles, { query: { limit: 200, cursor } });
    files.push(...page.items);
    if (page.nextCursor === null) return files;
    cursor = page.nextCursor;
  }
}

/** Waits until nothing is being read any more and `count` files are listed. */
export async function waitUntilSettled(
  client: HouseClient,
  count: number,
  timeoutMs = 180_000,
): Promise<FileSummary[]> {
  await waitUntil(
    `${count} files settled`,
    async () => {
      const { indexing, ready, unreadable } = await client.call(libraryStatus, {});
      if (indexing === 0 && ready + unreadable === count) return true;
      throw new Error(`${ready} ready, ${unreadable} unreadable, ${indexing} indexing`);
    },
    timeoutMs,
  );
  return listAll(client);
}

/** The file of this name once it is ready. */
export function waitForFile(client: HouseClient, name: string, timeoutMs = 120_000): Promise<FileSummary> {
  return waitUntil(
    `${name} is ready`,
    async () => {
      const found = (await listAll(client)).find((file) => file.name === name);
      return found?.state === 'indexing' ? undefined : found;
    },
    timeoutMs,
  );
}
