import { describe, expect, it } from '@jest/globals';
import { Pieces, piecesOf, type Control } from './control.ts';

const offer = (files: number): Control => ({
  kind: 'offer',
  manifest: {
    id: 'abcdefgh',
    files: Array.from({ length: files }, (_, n) => ({
      path: `folder/file ${n}.txt`,
      sizeBytes: n,
      modifiedAtMs: 1,
      type: '',
    })),
  },
});

describe('what is said', () => {
  it.each([1, 500, 5_000])('with %d files arrives whole', (files) => {
    const pieces = new Pieces();
    const whole = piecesOf(offer(files)).map((piece) => pieces.add(JSON.parse(JSON.stringify(piece))));
    expect(whole.slice(0, -1).every((part) => part === undefined)).toBe(true);
    expect(whole.at(-1)).toEqual(offer(files));
  });

  it.each([[{ kind: 'shout' }], [{ kind: 'ack', id: 'abcdefgh', upTo: -1 }], ['x'], [null]])(
    '%j is nothing',
    (said) => {
      expect(() => new Pieces().add(said)).toThrow();
    },
  );
});
