import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { endpoints, events } from '@hearth/contracts';
import { describeEvents } from './event-catalogue.ts';
import { findFlaws } from './openapi-flaws.ts';
import { describeApi } from './openapi.ts';

/**
 * Writes `docs/openapi.json` and `docs/events.md` from the contracts. With `--check` it writes nothing, and fails
 * when one of them is not as the contracts say. Needs the built library.
 */
const workspace = join(import.meta.dirname, '../../..');
const { version } = JSON.parse(readFileSync(join(workspace, 'package.json'), 'utf8')) as { version: string };

const api = describeApi(Object.values(endpoints), version);
const flaws = findFlaws(api);
if (flaws.length > 0) fail(`The OpenAPI document is not valid: ${flaws.join('; ')}`);

const documents = {
  'docs/openapi.json': `${JSON.stringify(api, null, 2)}\n`,
  'docs/events.md': describeEvents(Object.values(events)),
};

for (const [path, text] of Object.entries(documents)) {
  const file = join(workspace, path);
  const isCurrent = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (isCurrent) continue;
  if (process.argv.includes('--check')) fail(`${path} is not as the contracts say: run \`npm run generate\``);
  mkdirSync(join(workspace, 'docs'), { recursive: true });
  writeFileSync(file, text);
  console.log(`wrote ${relative(process.cwd(), file)}`);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
