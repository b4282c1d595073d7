import { join } from 'node:path';
import type { EdgeClient } from '../edge-client.ts';
import { StartupProblem } from '../startup-problem.ts';
import { compareWithManifest, type ManifestEntry } from './compare-with-manifest.ts';
import { pathOf, type ListedFile } from './library-listing.ts';
import { comparePictureOf, type PicturedFile } from './picture-of-file.ts';

interface Library {
  readonly entries: readonly ManifestEntry[];
  readonly listed: readonly ListedFile[];
  /** Absolute. */
  readonly folder: string;
}

/**
 * Holds each entry of a manifest against what the hub says of it, one after the other, and says what differs. Whoever cancels
 * waits for no more than the entry that is being compared.
 */
export async function compareLibrary(
  client: Pick<EdgeClient, 'getJson' | 'getBytes'>,
  { entries, listed, folder }: Library,
  { say, cancelled }: { say: (line: string) => void; cancelled: AbortSignal },
): Promise<{ differing: number; surplus: number }> {
  const byPath = new Map(listed.map((file) => [pathOf(file), file]));
  let differing = 0;
  for (const entry of entries) {
    if (cancelled.aborted) throw new StartupProblem('Stopped before everything was compared.');
    const path = entry.path.normalize('NFC');
    const file = byPath.get(path);
    byPath.delete(path);
    const detail = file && (await client.getJson<PicturedFile>(`/api/files/${file.id}`));
    const differences = compareWithManifest(entry, detail);
    if (detail) {
      const picture = { entry, file: detail, path: join(folder, entry.path) };
      differences.push(...(await comparePictureOf(client, picture)));
    }
    if (differences.length === 0) continue;
    differing += 1;
    say(`DIFFERS ${entry.path}`);
    for (const { field, expected, actual } of differences) {
      say(`        ${field}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
    }
  }
  for (const path of byPath.keys()) say(`SURPLUS ${path}: listed, but not in the manifest`);
  return { differing, surplus: byPath.size };
}
