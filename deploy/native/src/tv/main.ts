import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
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
  bind: process.env['HEARTH_BIND'] || undefined,
};

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

/** The name of the device, once its server answers. */
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
const server = spawn('minidlnad', ['-S', '-f', configPath, '-P', join(settings.dataFolder, 'minidlna.pid')], {
  stdio: 'inherit',
});
server.once('error', (error) => {
  console.error(`minidlnad: ${error.message}`);
  process.exit(1);
});
// Whoever started this starts it again.
server.once('exit', (code, signal) => {
  console.error(`minidlnad ended (${code ?? signal})`);
  process.exit(1);
});

const uuid = await findUuid(innerPort);
const paths = new ItemPaths(settings.dataFolder, settings.library);
const door = new Door({
  ...{ port: settings.port, bind: settings.bind, innerPort, onPlayed: note },
  findPath: (item) => paths.find(item),
});
await door.open();
const announcer = new Announcer({ uuid, port: settings.port, bind: settings.bind });
await announcer.start();

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    door.close();
    server.removeAllListeners('exit').once('exit', () => process.exit(0));
    server.kill('SIGTERM');
    void announcer.stop();
  });
}
