import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { importBuilt, printCpuOf } from './built-code.ts';

interface ProbeFile {
  probeFile(file: { path: string }): Promise<{ state: string; reason?: string }>;
}

const [folder] = process.argv.slice(2) as [string];
const { probeFile } = await importBuilt<ProbeFile>('apps/indexer/dist/probing/probe-file.js');
const paths = readdirSync(folder).map((name) => join(folder, name));
await printCpuOf(async () => {
  for (const path of paths) {
    const { state, reason } = await probeFile({ path });
    if (state !== 'ready') throw new Error(`${path}: ${reason}`);
  }
});
