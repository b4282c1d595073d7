import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeBackup } from '../backup/backup.ts';
import { findPassphrase } from '../backup/passphrase.ts';
import { containedStack, findKindOfStart, nativeStack } from '../backup/choose-stack.ts';
import { loadSettings, workspaceRoot } from '../settings.ts';
import { StartupProblem } from '../startup-problem.ts';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function nameByTime(now: Date, isSealed: boolean): string {
  const time = now.toISOString().slice(0, 19).replaceAll(':', '-');
  return `hearth-backup-${time}.tar.gz${isSealed ? '.age' : ''}`;
}

/** Everything that could not be made again, but for the library, into one file; Hearth may go on running. */
export async function backup(
  fileAsGiven: string | undefined,
  {
    inContainers,
    isPassphraseAsked,
    passphraseFile,
  }: { inContainers: boolean; isPassphraseAsked: boolean; passphraseFile: string | undefined },
): Promise<number> {
  const settings = loadSettings();
  const kind = inContainers ? 'containers' : await findKindOfStart(settings);
  if (kind === undefined) throw new StartupProblem('There is no Hearth here to back up.');
  const passphrase = await findPassphrase(
    { file: passphraseFile, isAsked: isPassphraseAsked },
    { isNew: true },
  );
  const file = resolve(fileAsGiven ?? nameByTime(new Date(), passphrase !== undefined));
  const source = kind === 'native' ? nativeStack(settings) : containedStack();
  const manifest = await makeBackup(source, {
    ...{ file, passphrase, settingsFile: join(workspaceRoot, '.env'), say },
  });
  const megabytes = (statSync(file).size / 1e6).toFixed(1);
  say(
    `${file}: ${manifest.files.length} files, ${megabytes} MB. It holds the keys of the house: ` +
      (passphrase === undefined
        ? 'keep it to yourself.'
        : 'without the pass phrase nobody opens it, not even you.'),
  );
  say('The library is not in it.');
  return 0;
}
