// What the keys' Job and its CronJob run: reads the master Secret, makes what it lacks or what expires, and hands each owner its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartupProblem } from '../startup-problem.ts';
import { parseKeeperSettings, type KeeperSettings } from './keeper-settings.ts';
import { KubernetesSecrets, readKubernetesPlace } from './kubernetes-api.ts';
import {
  describeRingSecrets,
  holdsSame,
  MASTER_SECRET,
  packMaster,
  unpackMaster,
  type Secret,
} from './kubernetes-secrets.ts';
import { makeKeyRings } from './make-key-rings.ts';

/** Returns the names of those that were written. */
async function keepSecrets(secrets: KubernetesSecrets, settings: KeeperSettings): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-keys-'));
  try {
    const master = await secrets.find(MASTER_SECRET);
    unpackMaster(master ?? { data: {} }, folder);
    const { rings } = await makeKeyRings(settings, folder, 'cluster');
    const written: string[] = [];
    // The master first: what follows from it must never be handed out and then be made anew.
    for (const wanted of [packMaster(folder), ...describeRingSecrets(rings)])
      if (await bringUpToDate(secrets, wanted)) written.push(wanted.metadata.name);
    return written;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bringUpToDate(secrets: KubernetesSecrets, wanted: Secret): Promise<boolean> {
  const present = await secrets.find(wanted.metadata.name);
  if (present !== undefined && holdsSame(present, wanted)) return false;
  const version = present?.metadata.resourceVersion;
  await secrets.write({
    ...wanted,
    metadata: { ...wanted.metadata, ...(version !== undefined && { resourceVersion: version }) },
  });
  return true;
}

try {
  const secrets = new KubernetesSecrets(readKubernetesPlace(process.env));
  const written = await keepSecrets(secrets, parseKeeperSettings(process.env));
  console.log(written.length === 0 ? 'All keys are as they should be.' : `Written: ${written.join(', ')}`);
} catch (error) {
  console.error(error instanceof StartupProblem ? `No keys: ${error.message}` : error);
  process.exitCode = 1;
}
