import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  lstatSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pipeCommand } from '../processes/pipe-command.ts';
import { workspaceRoot } from '../settings.ts';
import { StartupProblem } from '../startup-problem.ts';
import { FORMAT, findDamage, parseManifest, type BackupManifest } from './manifest.ts';

const MANIFEST = 'manifest.json';

function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(join(workspaceRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

async function describeFiles(folder: string): Promise<BackupManifest['files']> {
  const files: BackupManifest['files'] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) continue;
    const full = join(entry.parentPath, entry.name);
    const path = relative(folder, full);
    if (path === MANIFEST) continue;
    if (!entry.isFile()) throw new StartupProblem(`${path} in the backup is not an ordinary file.`);
    const hash = createHash('sha256');
    await pipeline(createReadStream(full), hash);
    files.push({ path, sizeBytes: lstatSync(full).size, sha256: hash.digest('hex') });
  }
  return files.sort((a, b) => a.path.localeCompare(b.path));
}

async function tar(...args: string[]): Promise<void> {
  const { exitCode, stderr } = await pipeCommand({ file: 'tar', args });
  if (exitCode !== 0) throw new StartupProblem(`The archive: ${stderr.trim().split('\n')[0] ?? ''}`);
}

/** Puts everything in `folder` into one new file that only its owner can read. It is there whole or not at all. */
export async function packArchive(
  folder: string,
  file: string,
  postgresVersion: number,
): Promise<BackupManifest> {
  const manifest: BackupManifest = {
    product: 'hearth',
    format: FORMAT,
    version: ownVersion(),
    createdAt: new Date().toISOString(),
    postgresVersion,
    files: await describeFiles(folder),
  };
  writeFileSync(join(folder, MANIFEST), JSON.stringify(manifest, undefined, 2), { mode: 0o600 });
  const unfinished = `${file}.unfinished`;
  // What is to be read by its owner alone is so from its first byte on.
  writeFileSync(unfinished, '', { mode: 0o600 });
  try {
    const names = [MANIFEST, ...new Set(manifest.files.map(({ path }) => path.split('/')[0] as string))];
    await tar(
      '--create',
      '--gzip',
      `--file=${unfinished}`,
      '--owner=0',
      '--group=0',
      '--directory',
      folder,
      ...names,
    );
    if (existsSync(file)) throw new StartupProblem(`${file} is there already.`);
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
  return manifest;
}

/** Unpacks a backup into the empty `folder` and makes sure that nothing of it is damaged or came along with it. */
export async function unpackArchive(file: string, folder: string): Promise<BackupManifest> {
  if (!existsSync(file)) throw new StartupProblem(`There is no file ${file}.`);
  await tar(
    '--extract',
    '--gzip',
    `--file=${file}`,
    '--no-same-owner',
    '--no-same-permissions',
    '--directory',
    folder,
  );
  const manifestPath = join(folder, MANIFEST);
  if (!existsSync(manifestPath))
    throw new StartupProblem(`${file} is not a backup of Hearth: it has no manifest.`);
  const manifest = parseManifest(readFileSync(manifestPath, 'utf8'), ownVersion());
  const found = new Map((await describeFiles(folder)).map((entry) => [entry.path, entry]));
  const damage = findDamage(manifest, found);
  if (damage.length > 0) throw new StartupProblem(`The backup cannot be used: ${damage.join(', ')}.`);
  return manifest;
}
