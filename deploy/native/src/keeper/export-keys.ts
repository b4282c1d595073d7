// Writes the keys of a cluster into a folder, for deploy/swarm/make-secrets: `master` to be kept, `rings/<owner>/<name>` to be handed out.
// What lies in `master` already is taken, so an owner may lay secrets and certificates of their own there before.
import { mkdirSync } from 'node:fs';
import { StartupProblem } from '../startup-problem.ts';
import { parseKeeperSettings } from './keeper-settings.ts';
import { makeKeyRings } from './make-key-rings.ts';
import { writeKeyRings } from './write-key-rings.ts';

const [, , folder = '/keys'] = process.argv;

try {
  mkdirSync(`${folder}/master`, { recursive: true, mode: 0o700 });
  const { rings, secrets } = await makeKeyRings(
    parseKeeperSettings(process.env),
    `${folder}/master`,
    'cluster',
  );
  // Everything is of whoever exports it: nobody else is to read it there.
  writeKeyRings(`${folder}/rings`, rings, () => undefined);
  console.log(`The admin's first password: ${folder}/${secrets.adminPasswordFile.slice(folder.length + 1)}`);
} catch (error) {
  console.error(error instanceof StartupProblem ? `No keys: ${error.message}` : error);
  process.exitCode = 1;
}
