import { readFileSync, readdirSync } from 'node:fs';

// Counted from the third field of proc_pid_stat(5) on.
const STATE_FIELD = 0;
const GROUP_FIELD = 2;
const START_TICKS_FIELD = 19;

function readStatFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the command's name, may itself hold spaces and brackets.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

/**
 * When a process started, in clock ticks since boot; undefined when there is no such process or it is a zombie.
 * Together with the pid it names a process for good, as pids are used again.
 */
export function findStartTicks(pid: number): string | undefined {
  const fields = readStatFields(pid);
  return fields === undefined || fields[STATE_FIELD] === 'Z' ? undefined : fields[START_TICKS_FIELD];
}

export interface ProcessIdentity {
  pid: number;
  startTicks: string;
}

export function identifyOwnProcess(): ProcessIdentity {
  return { pid: process.pid, startTicks: findStartTicks(process.pid) ?? '' };
}

export function isAlive(identity: ProcessIdentity): boolean {
  return findStartTicks(identity.pid) === identity.startTicks;
}

/** Whether any process of this process group still runs; zombies that nobody has reaped yet do not count. */
export function isGroupAlive(groupId: number): boolean {
  try {
    process.kill(-groupId, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return readdirSync('/proc').some((entry) => {
    const fields = /^\d+$/.test(entry) ? readStatFields(Number(entry)) : undefined;
    return fields !== undefined && Number(fields[GROUP_FIELD]) === groupId && fields[STATE_FIELD] !== 'Z';
  });
}

export function killGroup(groupId: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-groupId, signal);
  } catch {
    // It has gone already, which is all we want.
  }
}
