import { startPostgres } from '@hearth/native';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { describeMachine } from './measure/report.ts';
import { runCommand } from './measure/run-command.ts';
import { withScratchFolder } from './measure/scratch-folder.ts';
import { importBuilt } from './runners/built-code.ts';

/** `bench near-pictures [pictures]`: what looks alike among so many, in a Postgres without anything else. */
const PICTURES = Number(process.argv[2] ?? 100_000);

interface Figures {
  readonly pictures: number;
  readonly findSec: number;
  readonly lastTenthSec: number;
  readonly pageMs: number;
  readonly groups: number;
  readonly nodeMb: number;
  readonly postgresMb: number;
}

/** Each picture is of a content of its own, also those that `fill-places` gives contents that are here. */
const CONTENTS = Array.from({ length: PICTURES / 50 + 1 }, (_, at) => `content-${at}`).join(',');

async function migrateCatalogue(url: string): Promise<void> {
  const { migrate } = await importBuilt<{ migrate(url: string, schema: unknown): Promise<void> }>(
    'libs/platform/dist/database.js',
  );
  const { catalogSchema } = await importBuilt<{ catalogSchema: unknown }>('libs/catalog/dist/index.js');
  await migrate(url, catalogSchema);
}

const run = (name: string, args: readonly string[]) =>
  runCommand(process.execPath, [join(import.meta.dirname, 'runners', `${name}.ts`), ...args]);

await withScratchFolder(async (folder) => {
  const postgres = await startPostgres({ folder });
  try {
    await migrateCatalogue(postgres.url);
    await run('fill-places', [postgres.url, String(PICTURES), CONTENTS]);
    const { stdout } = await run('near-pictures', [postgres.url, String(PICTURES)]);
    const figures = JSON.parse(stdout) as Figures;
    console.log(`\nWhat looks alike, load ${loadavg()[0]?.toFixed(1)}\n${describeMachine({})}\n`);
    console.log(
      '| pictures | compared in, s | the last tenth, s | first page of groups, ms | Node, MB | Postgres, MB |',
    );
    console.log('| --: | --: | --: | --: | --: | --: |');
    const { pictures, findSec, lastTenthSec, pageMs, nodeMb, postgresMb } = figures;
    const cells = [pictures, findSec, lastTenthSec, pageMs, nodeMb, postgresMb];
    console.log(`| ${cells.map((cell) => cell.toFixed(0)).join(' | ')} |`);
  } finally {
    await postgres.stop();
  }
});
