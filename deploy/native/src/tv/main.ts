import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findFreePort } from '../processes/free-port.ts';
import { Announcer } from './announcer.ts';
import { Door } from './door.ts';
import { ItemPaths } from './item-paths.ts';
import { logFileName, playLine, type Played } from './play-line.ts';

const LOOK_EVERY_MS = 100;

const settings = {
  library: wanted('HEARTH_LIBRARY'),
  dataFolder: wanted('HEARTH_TV_FOLDER'),
  accessLogs: wanted('HEARTH_ACCESS_LOGS'),
  hubName: process.env['HEARTH_HUB_NAME']?.replaceAll(/[\r\n]/g, ' ') || 'Hearth',
  port: Number(process.env['HEARTH_TV_PORT'] || 8_200),
  bind: onlyAddress(process.env['HEARTH_BIND']),
};

/** Undefined: all of this machine's. Televisions look for servers and talk to them by IPv4. */
function onlyAddress(bind: string | undefined): string | undefined {
  if (!bind || bind === '0.0.0.0' || bind === '::') return undefined;
  if (isIPv6(bind)) throw new Error(`televisions need an address of IPv4, and HEARTH_BIND is ${bind}`);
  return bind;
}

function wanted(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

/** ReadyMedia announces itself to this machine alone, so that televisions come through the door. */
function describeReadyMedia(port: number): string {
  return [
    `media_dir=${settings.library}`,
    `db_dir=${settings.dataFolder}`,
    `log_dir=${settings.dataFolder}`,
    `friendly_name=${settings.hubName}`,
    `port=${port}`,
    'network_interface=lo',
    'inotify=yes',
    'notify_interval=300',
    'root_container=B',
    'album_art_names=Cover.jpg/cover.jpg/Folder.jpg/folder.jpg',
    '',
  ].join('\n');
}

/** The name of the device, once its server answers; should it end before, so does this process. */
async function findUuid(port: number): Promise<string> {
  for (;;) {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/rootDesc.xml`);
      const [, uuid] = /<UDN>uuid:([0-9a-fA-F-]+)<\/UDN>/.exec(await answer.text()) ?? [];
      if (uuid !== undefined) return uuid;
    } catch {
      // Not yet.
    }
    await pause(LOOK_EVERY_MS);
  }
}

function note(played: Played): void {
  try {
    appendFileSync(join(settings.accessLogs, logFileName(played.endedAt)), playLine(played), { mode: 0o640 });
  } catch (error) {
    console.error(`a play was not noted: ${error instanceof Error ? error.message : String(error)}`);
  }
}

mkdirSync(settings.dataFolder, { recursive: true, mode: 0o700 });
const innerPort = await findFreePort();
const configPath = join(settings.dataFolder, 'minidlna.conf');
writeFileSync(configPath, describeReadyMedia(innerPort), { mode: 0o600 });
const pidPath = join(settings.dataFolder, 'minidlna.pid');
// After a hard end another process may have the number that was left here, and ReadyMedia would take it for itself.
rmSync(pidPath, { force: true });
const server = spawn('minidlnad', ['-S', '-f', configPath, '-P', pidPath], { stdio: 'inherit' });
/** What runs so far, for whoever ends it early. */
const running: { door?: Door; announcer?: Announcer } = {};
let isEnding = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    isEnding = true;
    running.door?.close();
    server.kill('SIGTERM');
    void running.announcer?.stop();
  });
}
server.once('error', (error) => {
  console.error(`minidlnad: ${error.message}`);
  process.exit(1);
});
// Whoever started this starts it again.
server.once('exit', (code, signal) => {
  if (isEnding) process.exit(0);
  console.error(`minidlnad ended (${code ?? signal})`);
  process.exit(1);
});

const uuid = await findUuid(innerPort);
const paths = new ItemPaths(settings.dataFolder, settings.library);
running.door = new Door({
  ...{ port: settings.port, bind: settings.bind, innerPort, onPlayed: note },
  findPath: (item) => paths.find(item),
});
await running.door.open();
running.announcer = new Announcer({ uuid, port: settings.port, bind: settings.bind });
await running.announcer.start();
