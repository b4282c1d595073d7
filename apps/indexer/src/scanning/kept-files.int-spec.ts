import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import sharp from 'sharp';
import { RunningIndexer } from '../../testing/running-indexer.js';

jest.setTimeout(180_000);

let indexer: RunningIndexer;
let drawn = 0;
const at = (path: string): string => join(indexer.library, path);

/** No two alike. */
async function put(...paths: string[]): Promise<void> {
  for (const path of paths) {
    drawn += 1;
    const background = { r: drawn % 256, g: (drawn * 7) % 256, b: (drawn * 13) % 256 };
    mkdirSync(join(at(path), '..'), { recursive: true });
    const image = sharp({ create: { width: 64, height: 32 + drawn, channels: 3, background } });
    writeFileSync(at(path), await image.jpeg().toBuffer());
  }
}

async function idOf(path: string): Promise<string> {
  return (await indexer.indexed(path)).id;
}

const isListed = async (path: string): Promise<boolean> => (await indexer.rows()).has(path);

beforeAll(async () => {
  indexer = await RunningIndexer.prepare();
  // What is deleted in a test is little of all.
  await Promise.all(Array.from({ length: 30 }, (_, n) => put(`others/${n}.jpg`)));
  await indexer.start();
});

afterAll(async () => {
  await indexer?.close();
});

describe('a file keeps its id', () => {
  it('when it was away for a while and is back', async () => {
    await put('away.jpg');
    const id = await idOf('away.jpg');
    renameSync(at('away.jpg'), join(indexer.services.folder, 'away.jpg'));
    await indexer.until('it has left the lists', async () => !(await isListed('away.jpg')));
    renameSync(join(indexer.services.folder, 'away.jpg'), at('away.jpg'));
    expect(await idOf('away.jpg')).toBe(id);
    expect((await indexer.eventsOf(id)).slice(-2)).toContain('added');
  });

  it('when a copy was made elsewhere and the original removed', async () => {
    await put('original.jpg');
    const id = await idOf('original.jpg');
    mkdirSync(at('elsewhere'));
    execFileSync('cp', ['-p', at('original.jpg'), at('elsewhere/under another name.jpg')]);
    const copy = await idOf('elsewhere/under another name.jpg');
    expect(copy).not.toBe(id);
    rmSync(at('original.jpg'));
    await indexer.until('the copy has taken over the id', async () => {
      return (await indexer.rows()).get('elsewhere/under another name.jpg')?.id === id;
    });
    expect(await isListed('original.jpg')).toBe(false);
    expect(await indexer.eventsOf(copy)).toContain('removed');
  });

  it('when it was put back from a backup, but not its older duplicate', async () => {
    await put('kept.jpg');
    cpSync(at('kept.jpg'), at('duplicate.jpg'));
    const [id, duplicate] = [await idOf('kept.jpg'), await idOf('duplicate.jpg')];
    await indexer.database.query(
      `UPDATE catalog.files SET created_at = now() - interval '1 day' WHERE id = ANY($1)`,
      [[id, duplicate]],
    );
    cpSync(at('kept.jpg'), join(indexer.services.folder, 'backup.jpg'), { preserveTimestamps: true });
    rmSync(at('kept.jpg'));
    await indexer.until('it has left the lists', async () => !(await isListed('kept.jpg')));
    cpSync(join(indexer.services.folder, 'backup.jpg'), at('kept.jpg'), { preserveTimestamps: true });
    expect(await idOf('kept.jpg')).toBe(id);
    expect(await idOf('duplicate.jpg')).toBe(duplicate);
  });

  it('when its bytes are changed and its time is set back', async () => {
    await put('edited.jpg');
    const before = await indexer.indexed('edited.jpg');
    const { atime, mtime, size } = statSync(at('edited.jpg'));
    const changed = await sharp(at('edited.jpg')).toBuffer();
    writeFileSync(
      at('edited.jpg'),
      Buffer.concat([changed, Buffer.alloc(Math.max(0, size - changed.length))]),
      {
        flag: 'r+',
      },
    );
    execFileSync('sh', ['-c', `printf x | dd of=edited.jpg bs=1 seek=${size - 1} conv=notrunc 2>/dev/null`], {
      cwd: indexer.library,
    });
    utimesSync(at('edited.jpg'), atime, mtime);
    await indexer.until('the other bytes are known', async () => {
      const row = (await indexer.rows()).get('edited.jpg');
      return row?.sha256 !== null && row?.sha256 !== before.sha256 && row?.state !== 'indexing';
    });
    expect(await idOf('edited.jpg')).toBe(before.id);
  });
});

describe('a folder that is emptied, as a mount point is when its disk is away', () => {
  it('is held however small it is, and is as before when its files return', async () => {
    await put('disk/1.jpg', 'disk/2.jpg');
    const ids = [await idOf('disk/1.jpg'), await idOf('disk/2.jpg')];
    const elsewhere = join(indexer.services.folder, 'disk');
    mkdirSync(elsewhere);
    for (const name of readdirSync(at('disk'))) renameSync(at(`disk/${name}`), join(elsewhere, name));
    await indexer.until('it is held', async () => (await indexer.libraryStatus()) === 'held');
    expect((await indexer.rows()).get('disk/1.jpg')).toMatchObject({ id: ids[0], is_missing: true });
    // One of them was deleted meanwhile: what is held is judged anew.
    renameSync(join(elsewhere, '1.jpg'), at('disk/1.jpg'));
    await indexer.until('it is online', async () => (await indexer.libraryStatus()) === 'online');
    expect((await indexer.rows()).get('disk/1.jpg')).toMatchObject({ id: ids[0], is_missing: false });
    expect(await isListed('disk/2.jpg')).toBe(false);
  });
});

describe('what is left out', () => {
  it('is what other programs leave behind, and what a .hearthignore says', async () => {
    await put(
      'trip/@eaDir/a.jpg',
      '#recycle/b.jpg',
      'trip/film.jpg.part',
      'trip/draft.jpg',
      'trip/final.jpg',
    );
    await indexer.indexed('trip/final.jpg');
    const draft = await idOf('trip/draft.jpg');
    writeFileSync(at('trip/.hearthignore'), 'draft*\n');
    await indexer.until('the draft has left the lists', async () => !(await isListed('trip/draft.jpg')));
    const paths = [...(await indexer.rows()).keys()].filter((path) => /trip|recycle/.test(path));
    expect(paths).toEqual(['trip/final.jpg']);
    rmSync(at('trip/.hearthignore'));
    expect(await idOf('trip/draft.jpg')).toBe(draft);
  });

  it('is told of as it comes, with the reason, and by a scan of everything alike', async () => {
    const isLess = async (): Promise<boolean> => (await told()).length === 2;
    execFileSync('ln', ['-s', '/etc/hostname', at('link.jpg')]);
    execFileSync('mkfifo', [at('pipe.jpg')]);
    writeFileSync(Buffer.concat([Buffer.from(at('bad ')), Buffer.from([0xff]), Buffer.from('.jpg')]), 'x');
    const all = [
      'bad \ufffd.jpg: has a name that is not valid UTF-8',
      'link.jpg: is a symbolic link',
      'pipe.jpg: is not a regular file',
    ];
    await indexer.until('they are told of', async () => (await told()).length === 3);
    expect([await told(), await counted()]).toEqual([all, 3]);
    rmSync(at('link.jpg'));
    await indexer.until('one is told of no more', isLess);
    expect(await counted()).toBe(2);
    execFileSync('ln', ['-s', '/etc/hostname', at('link.jpg')]);
    await indexer.end('SIGTERM');
    await indexer.database.query('DELETE FROM catalog.left_out');
    await indexer.start();
    await indexer.until('they are told of', async () => (await told()).length === 3);
    expect([await told(), await counted()]).toEqual([all, 3]);
  });

  async function told(): Promise<string[]> {
    const { rows } = await indexer.database.query<{ told: string }>(
      `SELECT path || ': ' || reason AS told FROM catalog.left_out ORDER BY path COLLATE "C"`,
    );
    return rows.map((row) => row.told);
  }

  async function counted(): Promise<number | undefined> {
    const { rows } = await indexer.database.query<{ left_out: number }>(
      'SELECT left_out FROM catalog.library',
    );
    return rows[0]?.left_out;
  }
});

describe('rows of a version that did not keep the time of the inode', () => {
  it('get it without being read again', async () => {
    await put('old.jpg');
    const before = await indexer.indexed('old.jpg');
    await indexer.end('SIGTERM');
    await indexer.database.query('UPDATE catalog.files SET ctime_ns = NULL, disk_digest = NULL');
    await indexer.start();
    await indexer.until('all have it', async () => {
      const { rows } = await indexer.database.query<{ left: number }>(
        'SELECT count(*)::int AS left FROM catalog.files WHERE unlisted_as IS NULL AND (ctime_ns IS NULL OR disk_digest IS NULL)',
      );
      return rows[0]?.left === 0;
    });
    expect((await indexer.rows()).get('old.jpg')).toEqual(before);
  });
});
