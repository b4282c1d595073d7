import { z } from 'zod';
import { StartupProblem } from '../startup-problem.ts';

/** Of what a backup is laid out like; a change that an older Hearth could not read raises it. */
export const FORMAT = 1;

const ALLOWED_NAME = /^(database\.sql|settings\.env|(secrets|tls)\/[\w.-]+)$/;

const manifestSchema = z.object({
  product: z.literal('hearth'),
  format: z.number().int(),
  version: z.string(),
  createdAt: z.iso.datetime(),
  postgresVersion: z.number().int(),
  files: z.array(
    z.object({
      path: z.string().regex(ALLOWED_NAME),
      sizeBytes: z.number().int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

/** What is in a backup: `manifest.json`, its first file. */
export type BackupManifest = z.output<typeof manifestSchema>;

function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** Reads a manifest and makes sure that this Hearth can do something with the backup. */
export function parseManifest(text: string, ownVersion: string): BackupManifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new StartupProblem('This is not a backup of Hearth: its manifest cannot be read.');
  }
  const { format, version } = (value ?? {}) as Partial<BackupManifest>;
  if (typeof format === 'number' && format > FORMAT)
    throw new StartupProblem('This backup was made by a newer Hearth; update this one first.');
  const outcome = manifestSchema.safeParse(value);
  if (!outcome.success) throw new StartupProblem('This is not a backup of Hearth: its manifest is not one.');
  // Databases are only ever led forward.
  if (version !== undefined && compareVersions(version, ownVersion) > 0)
    throw new StartupProblem(
      `This backup was made by Hearth ${version}; this is ${ownVersion}. Update it first.`,
    );
  return outcome.data;
}

interface FoundFile {
  sizeBytes: number;
  sha256: string;
}

/** What is wrong with the files of a backup; empty when each is as it was written. */
export function findDamage(
  { files }: Pick<BackupManifest, 'files'>,
  found: ReadonlyMap<string, FoundFile>,
): string[] {
  const listed = new Set(files.map(({ path }) => path));
  const damaged = files.flatMap(({ path, sizeBytes, sha256 }) => {
    const file = found.get(path);
    if (file === undefined) return [`${path} is missing`];
    return file.sizeBytes === sizeBytes && file.sha256 === sha256 ? [] : [`${path} is damaged`];
  });
  const surplus = [...found.keys()]
    .filter((path) => !listed.has(path))
    .map((path) => `${path} does not belong`);
  const essential = listed.has('database.sql') ? [] : ['the database is missing'];
  return [...damaged, ...surplus, ...essential];
}
