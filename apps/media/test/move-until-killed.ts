import 'reflect-metadata';
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { DataSource } from 'typeorm';
import type { MediaConfig } from '../src/config.js';
import type { FileMove } from '../src/moving/moves.js';
import type { FileLocations } from '../src/streaming/file-locations.js';

/** What `killed-moves.int-spec.ts` asks of this process. */
export interface Orders {
  readonly postgresUrl: string;
  readonly library: string;
  readonly moves: readonly FileMove[];
  readonly folder?: { readonly from: string; readonly to: string };
  /** After so many steps on the disk or in the database it kills itself. */
  readonly killAfter: number;
  /** What the disk answers where a file is to get a second name. */
  readonly linkFails?: 'EXDEV' | 'EPERM';
}

const orders = JSON.parse(process.argv[2] as string) as Orders;
let steps = 0;

async function step<T>(work: Promise<T>): Promise<T> {
  const done = await work;
  steps += 1;
  if (steps !== orders.killAfter) return done;
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}

type Work = (...given: unknown[]) => Promise<unknown>;

function count(owner: object, names: readonly string[]): void {
  const methods = owner as Record<string, Work>;
  for (const name of names) {
    const original = methods[name] as Work;
    methods[name] = (...given) => step(original.apply(owner, given));
  }
}

/** From another disk only: a copy beside the target, under a hidden name, is linked. */
function failLinks(code: string): void {
  const { link } = files;
  files.link = async (from, to) => {
    if (String(from).includes('/.hearth-')) return link(from, to);
    throw Object.assign(new Error(code), { code });
  };
}

if (orders.linkFails) failLinks(orders.linkFails);
count(files, ['link', 'rm', 'rename', 'mkdir', 'rmdir', 'copyFile']);
syncBuiltinESMExports();
const handle = await files.open('/');
const handles = Object.getPrototypeOf(handle) as { sync: () => Promise<void> };
await handle.close();
const { sync } = handles;
handles.sync = function (this: object) {
  return step(sync.call(this));
};

const { Moves } = await import('../src/moving/moves.js');
const { FolderMoves } = await import('../src/moving/folder-moves.js');
const { MovingTurn } = await import('../src/moving/moving-turn.js');

const database = new DataSource({ type: 'postgres', url: orders.postgresUrl, entities: [] });
await database.initialize();
count(database, ['query', 'transaction']);
const config = { HEARTH_POSTGRES_URL: orders.postgresUrl, HEARTH_LIBRARY: orders.library } as MediaConfig;
const locations = { forget: () => undefined, forgetUnder: () => undefined } as unknown as FileLocations;
const turn = new MovingTurn(config);
const moves = new Moves(database, turn, new FolderMoves(database, locations, config), locations, config);
const failures = await moves.run(() => Promise.resolve(orders.moves));
for (const [id, failure] of failures) process.stderr.write(`${id} ${failure.code}\n`);
if (orders.folder) await moves.moveFolder(orders.folder.from, orders.folder.to);
process.exit(failures.size);
