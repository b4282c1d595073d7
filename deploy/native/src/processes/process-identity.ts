import { readFileSync } from 'node:fs';

/**
 * When a process started, in clock ticks since boot (field 22 of `/proc/<pid>/stat`, proc_pid_stat(5)); undefined when
 * there is no such process or it is a zombie. Together with the pid it names a process for good, as pids are used again.
 */
export function findStartTicks(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the command's name, may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
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

/** Whether any process of this process group is left (zombies of ours count until they are reaped). */
export function isGroupAlive(groupId: number): boolean {
  try {
    process.kill(-groupId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export function killGroup(groupId: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-groupId, signal);
  } catch {
    // It has gone already, which is all we want.
  }
}
