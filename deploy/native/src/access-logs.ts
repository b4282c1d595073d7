import { join } from 'node:path';
import { runCommand } from './processes/run-command.ts';
import { workspaceRoot } from './settings.ts';

const LOOK_EVERY_MS = 30_000;
const TRIM = join(workspaceRoot, 'deploy/nginx/trim-access-logs');

/** Drops the oldest of the access log where it is larger than it may be; the edge in containers does so with the same script. */
export async function trimAccessLogs(folder: string, mostMiB?: number): Promise<string[]> {
  const most = mostMiB === undefined ? [] : [String(mostMiB)];
  const { stderr } = await runCommand({
    file: 'sh',
    args: [TRIM, folder, ...most],
    timeoutMs: LOOK_EVERY_MS,
  });
  return stderr.split('\n').filter((line) => line !== '');
}

/** Does so while we run, and notes what was dropped. */
export function keepAccessLogsSmall(folder: string, note: (line: string) => void): NodeJS.Timeout {
  return setInterval(() => {
    void trimAccessLogs(folder).then((said) => said.forEach(note));
  }, LOOK_EVERY_MS).unref();
}
