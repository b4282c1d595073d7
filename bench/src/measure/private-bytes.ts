import { readFileSync } from 'node:fs';
import { readProcesses } from './cpu-time.ts';

/** Memory that is a process's own, proc_pid_smaps_rollup(5): what others share with it is left out. 0 for one that has gone. */
export function privateBytes(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const found = [...text.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+)/gm)];
    return found.reduce((sum, [, kilobytes]) => sum + Number(kilobytes), 0) * 1024;
  } catch {
    return 0;
  }
}

/** The same of a process and all below it. */
export function privateBytesOfTree(root: number): number {
  const childrenOf = Map.groupBy(readProcesses(), ({ parentPid }) => parentPid);
  const waiting = [root];
  let sum = 0;
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    sum += privateBytes(pid);
    waiting.push(...(childrenOf.get(pid) ?? []).map((child) => child.pid));
  }
  return sum;
}
