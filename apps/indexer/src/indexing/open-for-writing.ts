import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { basename } from 'node:path';

interface OpenFile {
  readonly process: string;
  readonly descriptor: string;
  readonly target: string;
}

const ASK_AGAIN_AFTER_MS = 1_000;
/** open(2): the bits that tell reading from writing, in fdinfo's `flags`. */
const ACCESS_MODE = 0o3;

let openFiles: OpenFile[] = [];
let askedAt = -Infinity;

/**
 * Whether some process has the file open for writing: a copy that pauses for longer than we wait. Sees the processes that
 * Linux lets us see, our own user's at least; where it shows none, the answer is no.
 */
export function isOpenForWriting({ path, inode }: { path: string; inode: bigint }): boolean {
  // By its name first, as another container sees the same file at another path.
  const end = `/${basename(path)}`;
  return findOpenFiles().some((file) => file.target.endsWith(end) && isWriting(file, inode));
}

function findOpenFiles(): OpenFile[] {
  if (performance.now() - askedAt < ASK_AGAIN_AFTER_MS) return openFiles;
  openFiles = [];
  for (const process of list('/proc')) {
    if (!/^\d+$/.test(process)) continue;
    for (const descriptor of list(`/proc/${process}/fd`)) {
      const target = read(() => readlinkSync(`/proc/${process}/fd/${descriptor}`));
      if (target?.startsWith('/')) openFiles.push({ process, descriptor, target });
    }
  }
  askedAt = performance.now();
  return openFiles;
}

function isWriting({ process, descriptor }: OpenFile, inode: bigint): boolean {
  const info = read(() => readFileSync(`/proc/${process}/fdinfo/${descriptor}`, 'latin1'));
  const flags = /^flags:\s*(\d+)/m.exec(info ?? '')?.[1];
  if (flags === undefined || (Number.parseInt(flags, 8) & ACCESS_MODE) === 0) return false;
  return read(() => statSync(`/proc/${process}/fd/${descriptor}`, { bigint: true }).ino) === inode;
}

function list(folder: string): string[] {
  return read(() => readdirSync(folder)) ?? [];
}

/** Processes end while we look at them, and others are none of our business. */
function read<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
