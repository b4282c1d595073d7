import { describe, expect, it } from '@jest/globals';
import type { CaptureSession } from '@hearth/contracts';
import { outlineOf } from './session-outline.js';

const phone = {
  deviceId: 'one',
  state: 'ready',
  transport: 'websocket',
  fps: 15,
  battery: 0.5,
  framesReceived: 1,
};
const session = (changes: object = {}, phoneChanges: object = {}) =>
  ({
    devices: [{ ...phone, ...phoneChanges }],
    take: null,
    endedAt: null,
    skewMs: 3,
    ...changes,
  }) as unknown as CaptureSession;

describe('the outline of a session', () => {
  it.each([
    ['a phone that records', {}, { state: 'recording' }],
    ['another way of sending', {}, { transport: 'http' }],
    ['a phone that left', { devices: [] }, {}],
    ['a take', { take: { takeId: 't', startsAtMs: 1, state: 'recording' } }, {}],
    ['its end', { endedAt: '2026-01-01T00:00:00Z' }, {}],
  ])('is another one with %s', (_, changes, phoneChanges) => {
    expect(outlineOf(session(changes, phoneChanges))).not.toBe(outlineOf(session()));
  });

  it('is the same while only measurements differ', () => {
    expect(outlineOf(session({ skewMs: 80 }, { fps: 12, battery: 0.4, framesReceived: 400 }))).toBe(
      outlineOf(session()),
    );
  });
});
