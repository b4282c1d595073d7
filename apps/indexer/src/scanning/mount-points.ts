import type { Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What tells the disk that is mounted here from another one. */
export function findMountPoint({ dev, ino }: { readonly dev: number; readonly ino: number }): string {
  return `${dev}:${ino}`;
}

export type LossSign = 'an emptied folder' | 'another disk';

export interface Loss {
  readonly sign: LossSign;
  /** The folder that is empty, or where another disk is than before. */
  readonly place: string;
}

/** Where no other disk begins. */
const NONE = '';

/**
 * Whether files that are no more where they were look lost rather than deleted: another disk begins at a folder above them than
 * before, or none any more, or one; or the folder is there and has nothing in it, as an empty mount point has.
 */
export class LossSigns {
  private readonly looks = new Map<string, Promise<'empty' | 'in use' | 'gone'>>();
  private readonly mountsNow = new Map<string, Promise<string>>();

  /**
   * @param root of the library
   * @param mounts as they were seen before
   */
  constructor(
    private readonly root: string,
    private readonly mounts: ReadonlyMap<string, string>,
  ) {}

  /** Of a folder of the library that files vanished from. */
  async find(folder: string): Promise<Loss | undefined> {
    for (const place of ancestorsOf(folder)) {
      const isOther = (await this.mountedAt(place)) !== (this.mounts.get(place) ?? NONE);
      if (isOther) return { sign: 'another disk', place };
    }
    for (const place of ancestorsOf(folder)) {
      const look = await remembered(this.looks, place, () => this.lookAt(place));
      if (look !== 'gone') return look === 'empty' ? { sign: 'an emptied folder', place } : undefined;
    }
    return undefined;
  }

  private async lookAt(folder: string): Promise<'empty' | 'in use' | 'gone'> {
    try {
      const names = await readdir(join(this.root, folder));
      return names.some((name) => name !== 'lost+found') ? 'in use' : 'empty';
    } catch {
      return 'gone';
    }
  }

  private mountedAt(folder: string): Promise<string> {
    return remembered(this.mountsNow, folder, async () => {
      const path = join(this.root, folder);
      const [status, above] = await Promise.all([path, dirname(path)].map(statusOf));
      return status && above && status.dev !== above.dev ? findMountPoint(status) : NONE;
    });
  }
}

function remembered<T>(known: Map<string, Promise<T>>, key: string, find: () => Promise<T>): Promise<T> {
  const answer = known.get(key) ?? find();
  known.set(key, answer);
  return answer;
}

async function statusOf(path: string): Promise<Stats | undefined> {
  const status = await lstat(path).catch(() => undefined);
  return status?.isDirectory() ? status : undefined;
}

/** The folder itself first; the library's own is looked after by its marker. */
function* ancestorsOf(folder: string): Generator<string> {
  for (let place = folder; place !== ''; place = place.slice(0, Math.max(0, place.lastIndexOf('/'))))
    yield place;
}
