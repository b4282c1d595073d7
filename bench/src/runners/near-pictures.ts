import { readFileSync } from 'node:fs';
import { importBuilt } from './built-code.ts';
import { connect, type Queryable } from './catalogue.ts';

interface Catalog {
  recordPictureHash(
    database: { transaction<T>(work: (manager: Queryable) => Promise<T>): Promise<T> },
    sha256: string,
    hash: bigint | undefined,
  ): Promise<void>;
  findNearGroups(
    database: Queryable,
    page: { limit: number; filesShown: number },
  ): Promise<{ count: number }[]>;
}

/** Every seventh picture was taken right after the one before, or is the same one saved again. */
const ALIKE_EACH = 7;
const PAGE = { limit: 50, filesShown: 20 };

let state = 88_172_645;
/** Xorshift: the same numbers in each run. */
function random(below: number): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}

const flip = (hash: bigint, bits: number): bigint =>
  Array.from({ length: bits }).reduce<bigint>((changed) => changed ^ (1n << BigInt(random(64))), hash);

/** As of pictures: each row is like the one above it, but for some bits. */
function hashOfScene(): bigint {
  let [row, hash] = [BigInt(random(256)), 0n];
  for (let line = 0; line < 8; line += 1) {
    for (let bits = random(4); bits > 0; bits -= 1) row ^= 1n << BigInt(random(8));
    hash = (hash << 8n) | row;
  }
  return hash;
}

/** The most memory that the process of this id ever had, in MB. */
function peakMb(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

/** Finds what looks alike among so many pictures, as the indexer does: each is compared with all before it. */
const [url, pictures] = process.argv.slice(2) as [string, string];
const { recordPictureHash, findNearGroups } = await importBuilt<Catalog>('libs/catalog/dist/index.js');
const database = await connect(url);
const transactions = {
  transaction: async <T>(work: (manager: Queryable) => Promise<T>): Promise<T> => {
    await database.query('BEGIN');
    const done = await work(database);
    await database.query('COMMIT');
    return done;
  },
};
const [{ pid, digests } = { pid: 0, digests: [] }] = await database.query<
  { pid: number; digests: string[] }[]
>(
  `SELECT pg_backend_pid() AS pid, array_agg(DISTINCT sha256) AS digests FROM catalog.files WHERE folder LIKE 'places/%'`,
);
const begun = performance.now();
let hash = 0n;
const wanted = digests.slice(0, Number(pictures));
let lastTenthBegun = begun;
for (const [at, sha256] of wanted.entries()) {
  if (at === Math.floor(wanted.length * 0.9)) lastTenthBegun = performance.now();
  hash = at % ALIKE_EACH === 0 ? flip(hash, random(4)) : hashOfScene();
  await recordPictureHash(transactions, sha256, BigInt.asIntN(64, hash));
  if (at % 20_000 === 19_999) await database.query('VACUUM ANALYZE catalog.picture_hashes');
}
const findSec = (performance.now() - begun) / 1000;
const asked = performance.now();
const lastTenthSec = (asked - lastTenthBegun) / 1000;
const groups = await findNearGroups(database, PAGE);
const pageMs = performance.now() - asked;
process.stdout.write(
  JSON.stringify({
    ...{ pictures: wanted.length, findSec, lastTenthSec, pageMs, groups: groups.length },
    ...{ nodeMb: peakMb(process.pid), postgresMb: peakMb(pid) },
  }),
);
process.exit(0);
