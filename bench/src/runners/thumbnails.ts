import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { importBuilt, printCpuOf } from './built-code.ts';

interface ProbeFile {
  probeFile(file: { path: string }): Promise<object>;
}

interface MakeThumbnails {
  makeThumbnails(request: {
    path: string;
    probe: object;
    derivedFolder: string;
    sha256: string;
  }): Promise<{ failed?: string }>;
}

const [pictures, derivedFolder] = process.argv.slice(2) as [string, string];
const { probeFile } = await importBuilt<ProbeFile>('apps/indexer/dist/probing/probe-file.js');
const { makeThumbnails } = await importBuilt<MakeThumbnails>(
  'apps/indexer/dist/thumbnails/make-thumbnails.js',
);

const requests: { path: string; probe: object; derivedFolder: string; sha256: string }[] = [];
for (const name of readdirSync(pictures)) {
  const path = join(pictures, name);
  const sha256 = createHash('sha256').update(path).digest('hex');
  requests.push({ path, probe: await probeFile({ path }), derivedFolder, sha256 });
}
await printCpuOf(async () => {
  for (const request of requests) {
    const { failed } = await makeThumbnails(request);
    if (failed !== undefined) throw new Error(`${request.path}: ${failed}`);
  }
});
