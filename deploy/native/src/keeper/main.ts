// What must be there before any container of Hearth starts: keys, certificates, folders with the right owner.
// One pass; deploy/containers/keeper/keep runs it at the start and every hour, as certificates expire and addresses change.
import { chmodSync, mkdirSync } from 'node:fs';
import { describeStart } from '../start-summary.ts';
import { markAdminPasswordShown } from '../secrets.ts';
import { StartupProblem } from '../startup-problem.ts';
import { choosePublicUrl } from './public-url.ts';
import { ensureFolderAs, handOverLibrary, handOverVolume } from './hand-over.ts';
import { parseKeeperSettings, type KeeperSettings } from './keeper-settings.ts';
import { makeKeyRings } from './make-key-rings.ts';
import { writeKeyRings } from './write-key-rings.ts';

/** Where deploy/docker-compose.yml mounts what is looked after here. */
const KEYS = '/keys';
const MASTER_KEYS = `${KEYS}/master`;
const LIBRARY = '/library';
const SERVICE_VOLUMES = ['/derived', '/access-logs'];
/** NATS comes without an account of its own. */
const NATS_VOLUME = '/nats';
const NATS_OWNER = { uid: 7108, gid: 7108 };

async function keep(settings: KeeperSettings, isFirstPass: boolean): Promise<void> {
  const owner = { uid: settings.HEARTH_UID, gid: settings.HEARTH_GID };
  handOverLibrary(LIBRARY, owner);
  // The edge mounts it by itself; the engine would make it as root's.
  ensureFolderAs(`${LIBRARY}/.hearth/staging`, owner);
  for (const volume of SERVICE_VOLUMES) handOverVolume(volume, owner);
  handOverVolume(NATS_VOLUME, NATS_OWNER);

  mkdirSync(KEYS, { recursive: true });
  chmodSync(KEYS, 0o755);
  mkdirSync(MASTER_KEYS, { recursive: true, mode: 0o700 });
  const { rings, secrets, publicUrl, renewed } = await makeKeyRings(settings, MASTER_KEYS);
  writeKeyRings(KEYS, rings);

  if (!isFirstPass) {
    if (renewed) console.log('The certificate was renewed; the edge takes it up within a minute.');
    return;
  }
  const summary = await describeStart(
    {
      kind: 'ready',
      url: publicUrl,
      localUrl: choosePublicUrl({ ...settings, HEARTH_PUBLIC_URL: undefined }, ['localhost']),
      trustUrl:
        settings.HEARTH_HTTP_PORT === 0
          ? undefined
          : `http://${new URL(publicUrl).hostname}:${settings.HEARTH_HTTP_PORT}`,
      libraryFolder: settings.HEARTH_LIBRARY,
      adminUsername: settings.HEARTH_ADMIN_USERNAME,
      newAdminPassword: secrets.newAdminPassword,
      adminPasswordFile: `a volume; see it with: docker compose exec keeper cat ${secrets.adminPasswordFile}`,
      givenPasswordIgnored: secrets.givenPasswordIgnored,
    },
    'Hearth is starting; it answers in a few seconds.',
  );
  console.log(summary);
  markAdminPasswordShown(secrets);
}

try {
  await keep(parseKeeperSettings(process.env), process.argv[2] !== 'again');
} catch (error) {
  console.error(error instanceof StartupProblem ? `Hearth cannot start: ${error.message}` : error);
  process.exitCode = 1;
}
