import { importBuilt, printCpuOf } from './built-code.ts';

interface HashFile {
  hashFile(path: string): Promise<{ sha256: string }>;
}

const [path] = process.argv.slice(2);
const { hashFile } = await importBuilt<HashFile>('apps/indexer/dist/fingerprinting/hash-file.js');
await printCpuOf(() => hashFile(path as string));
