import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { serveJobs } from '../media-tools/serve-jobs.js';

/** open(2): the bits that tell reading from writing, in fdinfo's `flags`. */
const ACCESS_MODE = 0o3;

/** What Linux shows of the files that processes have open for writing, as inode and name. */
function findOpenForWriting(): string[] {
  const found: string[] = [];
  for (const process of list('/proc')) {
    if (!/^\d+$/.test(process)) continue;
    for (const descriptor of list(`/proc/${process}/fd`)) {
      const path = `/proc/${process}/fd/${descriptor}`;
      const target = read(() => readlinkSync(path));
      if (!target?.startsWith('/') || target.startsWith('/dev/')) continue;
      if (!isForWriting(`/proc/${process}/fdinfo/${descriptor}`)) continue;
      const inode = read(() => statSync(path).ino);
      // By its name, as another container sees the same file at another path.
      if (inode !== undefined) found.push(`${inode} ${basename(target)}`);
    }
  }
  return found;
}

function isForWriting(infoPath: string): boolean {
  const info = read(() => readFileSync(infoPath, 'latin1'));
  const flags = /^flags:\s*(\d+)/m.exec(info ?? '')?.[1];
  return flags !== undefined && (Number.parseInt(flags, 8) & ACCESS_MODE) !== 0;
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

serveJobs(findOpenForWriting);
