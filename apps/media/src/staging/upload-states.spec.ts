import { describe, expect, it } from '@jest/globals';
import {
  IS_UNDER_WAY,
  isBefore,
  isOver,
  mayBecome,
  UPLOAD_TRANSITIONS,
  type UploadState,
} from './upload-states.js';

const STATES = Object.keys(UPLOAD_TRANSITIONS) as UploadState[];

describe('the states of an upload', () => {
  it.each([
    ['receiving', 'receiving', false],
    ['receiving', 'storing', true],
    ['receiving', 'done', true],
    ['receiving', 'refused', true],
    ['storing', 'receiving', false],
    ['storing', 'storing', true],
    ['storing', 'done', true],
    ['storing', 'refused', false],
    ...STATES.map((to) => ['done', to, false] as const),
    ...STATES.map((to) => ['refused', to, false] as const),
  ] as const)('%s to %s: %s', (from, to, expected) => {
    expect(mayBecome(from, to)).toBe(expected);
  });

  it.each([
    ['an upload that waits for its next piece', 'receiving', false],
    ['an upload that is being stored', 'storing', false],
    ['what is in the library', 'done', true],
    ['what was refused', 'refused', true],
  ] as const)('%s (%s) is over: %s', (_what, state, expected) => {
    expect(isOver(state)).toBe(expected);
  });

  it('are asked for in SQL as the indexes have them', () => {
    expect(IS_UNDER_WAY).toBe("state IN ('receiving', 'storing')");
    expect(isBefore('done')).toBe("state IN ('receiving', 'storing')");
    expect(isBefore('refused')).toBe("state IN ('receiving')");
  });
});
