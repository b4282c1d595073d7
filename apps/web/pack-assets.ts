import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Scripts and styles packed once and tightly, which nginx serves as they are (`gzip_static`), instead of quickly for each visitor. */
export function packAssets(): Plugin {
  return {
    name: 'pack-assets',
    apply: 'build',
    writeBundle: ({ dir = '.' }, files) => {
      for (const name of Object.keys(files)) {
        if (!/\.(?:js|css|json)$/.test(name)) continue;
        const path = join(dir, name);
        writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
      }
    },
  };
}
