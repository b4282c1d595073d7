import { describe, expect, it } from '@jest/globals';
import { describeContent, describeState } from './describe-transfer.ts';
import type { TransferView } from './transfer.ts';

const file = (path: string, sizeBytes: number) => ({ path, sizeBytes, modifiedAtMs: 0, type: '' });

describe('what a transfer holds', () => {
  it.each([
    [{ files: [file('a/b.mp4', 2_000_000)] }, 'b.mp4, 2 MB'],
    [{ files: [file('a', 1_000), file('b', 500)] }, '2 files, 1.5 KB'],
    [{ files: [], text: 'hello' }, 'a text'],
  ])('%j is %s', (manifest, words) => expect(describeContent(manifest)).toBe(words));
});

describe('how it is', () => {
  const view = (changes: Partial<TransferView>) =>
    ({ peerName: 'Anna', direction: 'out', ...changes }) as TransferView;
  it.each([
    [{ state: 'offered' }, 'Waiting for Anna to accept'],
    [{ state: 'offered', direction: 'in' }, 'Anna would like to send this'],
    [{ state: 'running', path: 'hub' }, 'To Anna, via the hub, sealed end to end'],
    [{ state: 'running', path: 'direct', direction: 'in' }, 'From Anna, directly'],
    [{ state: 'paused', isPausedByThem: true }, 'Paused by Anna'],
    [{ state: 'paused', why: 'There is no room left.' }, 'There is no room left.'],
    [{ state: 'failed', why: 'The disk is full.' }, 'The disk is full.'],
  ] as const)('%j: %s', (changes, words) =>
    expect(describeState(view(changes as Partial<TransferView>))).toBe(words),
  );
});
