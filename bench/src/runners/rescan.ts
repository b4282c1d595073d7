import { importBuilt, printCpuOf } from './built-code.ts';
import { connect, type Queryable } from './catalogue.ts';

interface Catalog {
  findFolderDigests(database: Queryable): Promise<Map<string, unknown>>;
  findMissingFiles(database: Queryable): Promise<unknown[]>;
}

interface LibraryWalk {
  walkLibrary(request: {
    root: string;
    tops: string[];
    known: Map<string, unknown>;
  }): Promise<{ found: number; differing: string[]; files: unknown[] }>;
}

interface ScanDiffModule {
  scanDiff(disk: unknown[], catalogue: unknown[]): object;
}

/** What a scan of the whole library does when nothing has changed: ask the catalogue, walk, compare. */
const [library, url, fileCount] = process.argv.slice(2) as [string, string, string];
const { findFolderDigests, findMissingFiles } = await importBuilt<Catalog>('libs/catalog/dist/index.js');
const { walkLibrary } = await importBuilt<LibraryWalk>('apps/indexer/dist/scanning/library-walk.js');
const { scanDiff } = await importBuilt<ScanDiffModule>('apps/indexer/dist/scanning/scan-diff.js');
const database = await connect(url);
await printCpuOf(async () => {
  const known = await findFolderDigests(database);
  const walk = await walkLibrary({ root: library, tops: [''], known });
  if (walk.found !== Number(fileCount) || walk.differing.length > 0) {
    throw new Error(`The scan found ${walk.found} files and ${walk.differing.length} changed folders`);
  }
  scanDiff(walk.files, await findMissingFiles(database));
});
