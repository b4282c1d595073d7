import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { parseProcessStat, readReapedSec, sumTree, type ProcessTimes } from './cpu-time.ts';

const times = (pid: number, parentPid: number, ownSec: number, reapedSec = 0): ProcessTimes => ({
  pid,
  parentPid,
  name: 'x',
  ownSec,
  reapedSec,
});

describe('parseProcessStat', () => {
  it('reads the times of a process whose name looks like fields', () => {
    const line = '42 (a) b (c) S 7 42 42 0 -1 4194560 1 2 3 4 150 50 25 75 20 0 1 0 99 1 2';
    expect(parseProcessStat(line)).toEqual({
      pid: 42,
      parentPid: 7,
      name: 'a) b (c',
      ownSec: 2,
      reapedSec: 1,
    });
  });
});

describe('sumTree', () => {
  it('adds what children and grandchildren used, those that ended too, and nobody else', () => {
    const processes = [times(10, 1, 1, 0.5), times(11, 10, 2), times(12, 11, 4), times(20, 1, 100)];
    expect(sumTree(10, processes)).toBe(7.5);
  });

  it('is nothing for a process that is gone', () => {
    expect(sumTree(10, [times(20, 1, 100)])).toBe(0);
  });
});

describe('readReapedSec', () => {
  it('grows by what a child used', () => {
    const before = readReapedSec();
    spawnSync('sh', ['-c', 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done']);
    expect(readReapedSec()).toBeGreaterThan(before);
  });
});
