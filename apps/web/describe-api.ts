import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** The description of the API that `npm run generate` makes, beside the page that renders it; without its spaces. */
export function describeApi(): Plugin {
  const description = new URL('../../docs/openapi.json', import.meta.url);
  return {
    name: 'describe-api',
    apply: 'build',
    generateBundle() {
      const source = JSON.stringify(JSON.parse(readFileSync(description, 'utf8')));
      this.emitFile({ type: 'asset', fileName: 'openapi.json', source });
    },
  };
}
