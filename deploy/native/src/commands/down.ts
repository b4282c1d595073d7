import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from '../processes/process-identity.ts';
import { loadSettings } from '../settings.ts';
import { findRunningSupervisor } from '../supervisor/instance-lock.ts';

const STOP_TIMEOUT_MS = 15_000;

export async function down(): Promise<number> {
  const { dataFolder } = loadSettings();
  const supervisor = findRunningSupervisor(dataFolder);
  if (supervisor === undefined) {
    process.stdout.write('Hearth is not running.\n');
    return 0;
  }
  process.kill(supervisor.pid, 'SIGTERM');
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (isAlive(supervisor) && Date.now() < deadline) await delay(50);
  if (isAlive(supervisor)) {
    // Everything it started dies with it; Postgres replays its log at the next start.
    process.kill(supervisor.pid, 'SIGKILL');
    process.stderr.write('Hearth did not stop in time and was killed.\n');
    return 1;
  }
  process.stdout.write('Hearth is stopped.\n');
  return 0;
}
