import { readFileSync, readdirSync } from 'node:fs';

/** USER_HZ, in which /proc counts CPU time; 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

export interface ProcessTimes {
  pid: number;
  parentPid: number;
  name: string;
  /** User and system time of the process itself, all its threads included. */
  ownSec: number;
  /** The same of the children that it has already waited for. */
  reapedSec: number;
}

/** One line of /proc/<pid>/stat, proc(5). The name stands in parentheses and may itself hold spaces and parentheses. */
export function parseProcessStat(line: string): ProcessTimes {
  const nameEnd = line.lastIndexOf(')');
  const nameStart = line.indexOf('(');
  const fields = line.slice(nameEnd + 2).split(' ');
  // Fields are numbered from 1 in the manual; the first after the name is number 3.
  const field = (number: number) => Number(fields[number - 3]);
  return {
    pid: Number(line.slice(0, nameStart)),
    parentPid: field(4),
    name: line.slice(nameStart + 1, nameEnd),
    ownSec: (field(14) + field(15)) / TICKS_PER_SECOND,
    reapedSec: (field(16) + field(17)) / TICKS_PER_SECOND,
  };
}

function readProcess(pid: string): ProcessTimes | undefined {
  try {
    return parseProcessStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

/** CPU seconds of a process and everything below it, including children that have come and gone. */
export function sumTree(root: number, processes: readonly ProcessTimes[]): number {
  const childrenOf = Map.groupBy(processes, (one) => one.parentPid);
  const waiting = processes.filter((one) => one.pid === root);
  let sum = 0;
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    sum += one.ownSec + one.reapedSec;
    waiting.push(...(childrenOf.get(one.pid) ?? []));
  }
  return sum;
}

export function readProcesses(): ProcessTimes[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(readProcess)
    .filter((one) => one !== undefined);
}

/** CPU seconds of the children that this process has waited for. */
export function readReapedSec(): number {
  return parseProcessStat(readFileSync('/proc/self/stat', 'utf8')).reapedSec;
}
