import { describe, expect, it } from '@jest/globals';
import type { FlowJob } from 'bullmq';
import { flowId, indexFlow } from './index-flow.js';

const NOW = 1_700_000_000_000;

function stepsOf(flow: FlowJob): string[] {
  return [...(flow.children ?? []).flatMap(stepsOf), flow.name];
}

function flowOf(path: string, mtimeMs: number): FlowJob {
  return indexFlow({ path, before: { sizeBytes: 1, mtimeMs, ctimeMs: 0, inode: 1, atMs: NOW } });
}

describe('indexFlow', () => {
  it('leads a young file through all steps, in order', () => {
    const steps = ['index-settle', 'index-fingerprint', 'index-probe', 'index-thumbnail'];
    expect(stepsOf(flowOf('a.jpg', NOW - 1_000))).toEqual(steps);
    expect(stepsOf(flowOf('a.jpg', NOW + 3_600_000))).toEqual(steps);
  });

  it('does not wait for an old one', () => {
    expect(stepsOf(flowOf('a.jpg', NOW - 3_600_000))[0]).toBe('index-fingerprint');
  });

  it.each(['a.jpg', 'a:b', '123', 'a "quoted"\nname 🙂', 'x'.repeat(4_000)])(
    'makes an id that BullMQ accepts of %j',
    (path) => {
      expect(flowId(path)).toMatch(/^[0-9a-f]{32}$/);
      expect(flowId(path)).toBe(flowId(path));
    },
  );
});
