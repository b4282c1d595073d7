import { downloadZip } from 'client-zip';
import { dropFolderName } from '../session/forget-drop.ts';
import { safePath, type Manifest } from './manifest.ts';
import { lockName, oneAtATime } from './transfer-lock.ts';
import { findZip } from './zip-store.ts';

/** Where each file is to lie, no two at the same place. Case does not tell them apart on every disk. */
export function distinctPaths(paths: readonly string[]): string[] {
  const taken = new Set<string>();
  return paths.map((path) => {
    const parts = safePath(path);
    const name = parts.pop() ?? '_';
    const [, stem = name, end = ''] = /^(.+?)(\.[^.]*)?$/.exec(name) ?? [];
    for (let n = 1; ; n += 1) {
      const candidate = [...parts, n === 1 ? name : `${stem} (${n})${end}`].join('/');
      if (taken.has(candidate.toLowerCase())) continue;
      taken.add(candidate.toLowerCase());
      return candidate;
    }
  });
}

/** Everything in one file, folders and dates as they were. It is written to the browser's own disk where there is one, so that it need not fit into memory. */
export function zipFiles(manifest: Manifest, fileAt: (file: number) => Promise<Blob>): Promise<Blob> {
  // A tab that made it anew would take it from a download that another one has begun.
  const name = lockName(`${dropFolderName()}/${manifest.id}.zip`);
  return oneAtATime(name, () => findOrMake(manifest, fileAt));
}

async function findOrMake({ id, files }: Manifest, fileAt: (file: number) => Promise<Blob>): Promise<Blob> {
  const handle = await findZip(id);
  const known = await handle?.getFile();
  // Made before, and the browser may still be reading it. It is empty until all of it is there.
  if (known && known.size > 0) return known;
  const paths = distinctPaths(files.map(({ path }) => path));
  const entries = async function* () {
    for (const [index, { modifiedAtMs }] of files.entries()) {
      const input = await fileAt(index);
      yield { name: paths[index] ?? '_', lastModified: new Date(modifiedAtMs), input };
    }
  };
  const zip = downloadZip(entries());
  if (!handle || !zip.body) return zip.blob();
  await zip.body.pipeTo(await handle.createWritable());
  return handle.getFile();
}
