import { loadSettings } from '../settings.ts';
import { findRunningSupervisor } from '../supervisor/instance-lock.ts';
import { readState } from '../supervisor/state-file.ts';

export async function status(): Promise<number> {
  const { dataFolder } = loadSettings();
  const supervisor = findRunningSupervisor(dataFolder);
  const state = readState(dataFolder);
  if (supervisor === undefined || state === undefined) {
    process.stdout.write(`Hearth is not running (data in ${dataFolder}).\n`);
    return 1;
  }
  const rows = state.parts.map(({ name, state: partState, pid, port, restarts }) =>
    [
      name.padEnd(10),
      partState.padEnd(11),
      String(pid ?? '-').padEnd(8),
      String(port).padEnd(6),
      String(restarts),
    ].join(' '),
  );
  process.stdout.write(
    [
      `Hearth at ${state.url}, since ${state.startedAt} (supervisor ${supervisor.pid})`,
      `Library ${state.libraryFolder}, data ${dataFolder}`,
      '',
      'part       state       process  port   restarts',
      ...rows,
      '',
    ].join('\n'),
  );
  return state.parts.every((part) => part.state === 'healthy') ? 0 : 1;
}
