import { mkdirSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import type { Part } from '../processes/part.ts';
import { StartupProblem } from '../startup-problem.ts';
import { findTool } from '../system-tools.ts';

export interface TvOptions {
  /** Of its list of files, which it can make again. */
  dataFolder: string;
  configFolder: string;
  libraryFolder: string;
  port: number;
  /** As televisions show it. */
  hubName: string;
  /** Undefined: every address of this machine. */
  bind: string | undefined;
}

const ANSWER_WITHIN_MS = 2_000;

/** ReadyMedia: shows the library to televisions that speak DLNA. What begins with a dot, so also our own folder with the bin, it passes over. */
export function tvPart({ dataFolder, configFolder, libraryFolder, port, hubName, bind }: TvOptions): Part {
  const configPath = join(configFolder, 'minidlna.conf');
  const description = `http://${bind ?? '127.0.0.1'}:${port}/rootDesc.xml`;
  return {
    name: 'tv',
    port,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: 3_000,
    readyTimeoutMs: 30_000,
    async prepare() {
      const file = findTool('minidlnad');
      if (file === undefined)
        throw new StartupProblem(
          'HEARTH_TV is set, but ReadyMedia is not installed: apt-get install minidlna',
        );
      mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
      const settings = [
        `media_dir=${libraryFolder}`,
        `db_dir=${dataFolder}`,
        `log_dir=${dataFolder}`,
        `friendly_name=${hubName}`,
        `port=${port}`,
        'inotify=yes',
        'notify_interval=300',
        'root_container=B',
        'album_art_names=Cover.jpg/cover.jpg/Folder.jpg/folder.jpg',
        ...(bind === undefined ? [] : [`network_interface=${interfaceOf(bind)}`]),
        '',
      ];
      writeFileSync(configPath, settings.join('\n'), { mode: 0o600 });
      return { file, args: ['-S', '-f', configPath, '-P', join(configFolder, 'minidlna.pid')] };
    },
    async findReasonNotReady() {
      try {
        const answer = await fetch(description, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
        return answer.ok ? undefined : `it answers ${answer.status}`;
      } catch {
        return 'it does not answer';
      }
    },
  };
}

/** It takes names of interfaces alone. */
function interfaceOf(bind: string): string {
  const found = Object.entries(networkInterfaces()).find(([, addresses]) =>
    addresses?.some(({ address }) => address === bind),
  );
  if (!found) throw new StartupProblem(`HEARTH_BIND ${bind} is no address of this machine.`);
  return found[0];
}
