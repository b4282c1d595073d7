import { dirname, join, resolve } from 'node:path';
import { restoreBackup } from '../backup/backup.ts';
import { findPassphrase } from '../backup/passphrase.ts';
import { containedStack, findKindOfStart, nativeStack } from '../backup/choose-stack.ts';
import { loadSettings, workspaceRoot } from '../settings.ts';
import { ensureSystemPackages } from '../system-packages.ts';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Brings a backup back, into the kind of start that is here; on an empty machine into `./hearth up`, unless told otherwise. */
export async function restore(
  fileAsGiven: string,
  {
    force,
    inContainers,
    passphraseFile,
  }: { force: boolean; inContainers: boolean; passphraseFile: string | undefined },
): Promise<number> {
  const settings = loadSettings();
  const kind = inContainers ? 'containers' : ((await findKindOfStart(settings)) ?? 'native');
  const file = resolve(fileAsGiven);
  if (kind === 'native') await ensureSystemPackages(['run'], say);
  await restoreBackup(kind === 'native' ? nativeStack(settings) : containedStack(), {
    file,
    settingsFile: join(workspaceRoot, '.env'),
    force,
    askForPassphrase: () => findPassphrase({ file: passphraseFile, isAsked: true }, { isNew: false }),
    scratch: kind === 'native' ? settings.dataFolder : dirname(file),
    say,
  });
  say(`Done. Start Hearth with ${kind === 'native' ? './hearth up' : 'docker compose up -d'}.`);
  return 0;
}
