import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeBackup } from '../backup/backup.ts';
import { containedStack, findKindOfStart, nativeStack } from '../backup/choose-stack.ts';
import { loadSettings, workspaceRoot } from '../settings.ts';
import { StartupProblem } from '../startup-problem.ts';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function nameByTime(now: Date): string {
  return `hearth-backup-${now.toISOString().slice(0, 19).replaceAll(':', '-')}.tar.gz`;
}

/** Everything that could not be made again, but for the library, into one file; Hearth may go on running. */
export async function backup(
  fileAsGiven: string | undefined,
  { inContainers }: { inContainers: boolean },
): Promise<number> {
  const settings = loadSettings();
  const kind = inContainers ? 'containers' : await findKindOfStart(settings);
  if (kind === undefined) throw new StartupProblem('There is no Hearth here to back up.');
  const file = resolve(fileAsGiven ?? nameByTime(new Date()));
  const source = kind === 'native' ? nativeStack(settings) : containedStack();
  const manifest = await makeBackup(source, { file, settingsFile: join(workspaceRoot, '.env'), say });
  const megabytes = (statSync(file).size / 1e6).toFixed(1);
  say(
    `${file}: ${manifest.files.length} files, ${megabytes} MB. It holds the keys of the house: keep it to yourself.`,
  );
  say('The library is not in it.');
  return 0;
}
