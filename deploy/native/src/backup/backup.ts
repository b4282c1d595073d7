import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartupProblem } from '../startup-problem.ts';
import { packArchive, unpackArchive } from './archive.ts';
import type { BackupManifest } from './manifest.ts';
import { isSealed, openSealedFile, sealFile } from './sealed-file.ts';

type Say = (line: string) => void;

/** One kind of start, as backups see it. */
export interface BackupSource {
  /** Puts `database.sql`, `secrets/` and `tls/` into the folder; returns Postgres' major version. */
  collect(target: string): Promise<number>;
  /** Writes down that a backup was made just now. */
  note(scratch: string): Promise<void>;
  isThere(): Promise<boolean> | boolean;
  /** Takes what `collect` made; returns where it put what was there before, if it kept that. */
  restore(source: string): Promise<string | undefined>;
}

async function withScratch<T>(beside: string, use: (folder: string) => Promise<T>): Promise<T> {
  // On the disk of the backup, as a database may be larger than the one with /tmp, and for our own eyes.
  const folder = mkdtempSync(join(beside, '.hearth-backup-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes everything that Hearth could not make again into `file`. */
export async function makeBackup(
  source: BackupSource,
  {
    file,
    settingsFile,
    passphrase,
    say,
  }: { file: string; settingsFile: string; passphrase?: string | undefined; say: Say },
): Promise<BackupManifest> {
  if (existsSync(file)) throw new StartupProblem(`${file} is there already; give another name.`);
  if (!existsSync(dirname(file))) throw new StartupProblem(`There is no folder ${dirname(file)}.`);
  return withScratch(dirname(file), async (folder) => {
    say('Reading the database and the keys…');
    const postgresVersion = await source.collect(folder);
    if (existsSync(settingsFile)) copyFileSync(settingsFile, join(folder, 'settings.env'));
    say('Packing…');
    // Not even for a moment does it lie in the clear where it is to lie.
    const packed = passphrase === undefined ? file : join(folder, 'packed.tar.gz');
    const manifest = await packArchive(folder, packed, postgresVersion);
    if (passphrase !== undefined) await sealAs(file, packed, passphrase);
    await source.note(folder);
    return manifest;
  });
}

/** The file is there whole or not at all. */
async function sealAs(file: string, packed: string, passphrase: string): Promise<void> {
  const unfinished = `${file}.unfinished`;
  try {
    await sealFile(packed, unfinished, passphrase);
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** Brings a backup into an empty Hearth or, with `force`, over what is there. Nothing is touched before all of it was looked at. */
export async function restoreBackup(
  target: BackupSource,
  options: {
    file: string;
    settingsFile: string;
    force: boolean;
    scratch: string;
    /** Of a backup that is sealed. */
    askForPassphrase?: () => Promise<string | undefined>;
    say: Say;
  },
): Promise<void> {
  const { file, settingsFile, say } = options;
  mkdirSync(options.scratch, { recursive: true });
  await withScratch(options.scratch, async (scratch) => {
    const folder = join(scratch, 'unpacked');
    mkdirSync(folder, { mode: 0o700 });
    say('Looking through the backup…');
    const manifest = await unpackArchive(await findOpened(file, scratch, options.askForPassphrase), folder);
    say(`It is whole: made ${manifest.createdAt} by Hearth ${manifest.version}.`);
    if (!options.force && (await target.isThere()))
      throw new StartupProblem(
        'There is a Hearth here already. --force replaces its people, catalogue, figures and keys.',
      );
    say('Bringing back the keys and the database…');
    const aside = await target.restore(folder);
    if (aside !== undefined) say(`What was there before is in ${aside}.`);
    restoreSettings(join(folder, 'settings.env'), settingsFile, say);
  });
}

/** The archive itself; where it was sealed, what comes out of it. */
async function findOpened(
  file: string,
  scratch: string,
  askForPassphrase?: () => Promise<string | undefined>,
): Promise<string> {
  if (!existsSync(file) || !(await isSealed(file))) return file;
  const passphrase = await askForPassphrase?.();
  if (passphrase === undefined) throw new StartupProblem('This backup is sealed with a pass phrase.');
  const opened = join(scratch, 'opened.tar.gz');
  await openSealedFile(file, opened, passphrase);
  return opened;
}

/** Settings are of this machine: what its owner has written here is left alone. */
function restoreSettings(from: string, settingsFile: string, say: Say): void {
  if (!existsSync(from)) return;
  if (!existsSync(settingsFile)) {
    copyFileSync(from, settingsFile);
    return say(`The settings are back in ${settingsFile}.`);
  }
  if (readFileSync(from).equals(readFileSync(settingsFile))) return;
  copyFileSync(from, `${settingsFile}.from-backup`);
  say(`${settingsFile} was left as it is; the settings of the backup are in ${settingsFile}.from-backup.`);
}
