import { dirname, join } from 'node:path';
import type { Part } from '../processes/part.ts';
import { StartupProblem } from '../startup-problem.ts';
import { workspaceRoot } from '../settings.ts';
import { findTool } from '../system-tools.ts';

export interface TvOptions {
  /** Of its list of files, which it can make again. */
  dataFolder: string;
  /** Where nginx logs what it sends; so do we. */
  accessLogFolder: string;
  libraryFolder: string;
  port: number;
  /** As televisions show it. */
  hubName: string;
  /** Undefined: every address of this machine. */
  bind: string | undefined;
}

const ENTRY = join(workspaceRoot, 'deploy/native/src/tv/main.ts');
const ANSWER_WITHIN_MS = 2_000;

/** ReadyMedia behind our own door: shows the library to televisions that speak DLNA, and counts what they play. What begins with a dot, so also our own folder with the bin, it passes over. */
export function tvPart({ dataFolder, accessLogFolder, libraryFolder, port, hubName, bind }: TvOptions): Part {
  const description = `http://${bind ?? '127.0.0.1'}:${port}/rootDesc.xml`;
  return {
    name: 'tv',
    port,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: 3_000,
    readyTimeoutMs: 30_000,
    async prepare() {
      const tool = findTool('minidlnad');
      if (tool === undefined)
        throw new StartupProblem(
          'HEARTH_TV is set, but ReadyMedia is not installed: apt-get install minidlna',
        );
      return {
        file: process.execPath,
        // It reads ReadyMedia's list, by what Node still calls an experiment.
        args: ['--disable-warning=ExperimentalWarning', ENTRY],
        env: {
          PATH: `${dirname(tool)}:${process.env['PATH'] ?? ''}`,
          HEARTH_LIBRARY: libraryFolder,
          HEARTH_TV_FOLDER: dataFolder,
          HEARTH_ACCESS_LOGS: accessLogFolder,
          HEARTH_HUB_NAME: hubName,
          HEARTH_TV_PORT: String(port),
          ...(bind !== undefined && { HEARTH_BIND: bind }),
        },
      };
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
