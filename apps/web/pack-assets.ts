import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Scripts and styles packed once and tightly both ways that browsers take, which nginx serves as they are, instead of quickly for each visitor. */
export function packAssets(): Plugin {
  return {
    name: 'pack-assets',
    apply: 'build',
    writeBundle: ({ dir = '.' }, files) => {
      for (const name of Object.keys(files)) {
        if (!/\.(?:js|css|json)$/.test(name)) continue;
        const path = join(dir, name);
        const content = readFileSync(path);
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
        if (!name.endsWith('.json')) writeFileSync(`${path}.br`, brotliCompressSync(content));
      }
    },
  };
}
