import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

const WORKSPACE = resolve(import.meta.dirname, '../../../..');
const BUILT = [
  'apps/media/dist/main.js',
  'apps/indexer/dist/main.js',
  'apps/analytics/dist/main.js',
  'apps/gateway/dist/main.js',
  'apps/web/dist/index.html',
];

/** Journeys go through what is shipped: without it there is nothing to try. */
export function checkThatAppsAreBuilt(): void {
  const missing = BUILT.filter((path) => !existsSync(join(WORKSPACE, path)));
  if (missing.length > 0) {
    throw new Error(`Build before the journeys (npx nx run-many -t build); missing: ${missing.join(', ')}`);
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser of the system, by its names on Debian and elsewhere. */
export function getChromiumPath(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) =>
    folders.map((folder) => join(folder, name)),
  );
  const found = candidates.find(isExecutable);
  if (found === undefined)
    throw new Error('The journeys need Chromium in PATH (Debian: apt-get install chromium).');
  return found;
}
