import { describe, expect, it } from '@jest/globals';
import { eventually } from './eventually.ts';

/** Gives one after the other of what is listed, then the last for ever; what is an error is thrown. */
function lookingAt<T>(...things: (T | Error)[]): () => T {
  return () => {
    const thing = things.length > 1 ? things.shift() : things[0];
    if (thing instanceof Error) throw thing;
    return thing as T;
  };
}

describe('eventually', () => {
  it.each([
    ['something is there', lookingAt<unknown>(undefined, null, false, 0), undefined, 0],
    ['it is as wanted', lookingAt<unknown>(1, 2, 3), (seen: unknown): boolean => seen === 3, 3],
    ['a look no longer throws', lookingAt<unknown>(new Error('away'), 'back'), undefined, 'back'],
  ])('looks until %s', async (_, look, isWanted, expected) => {
    const seen = isWanted ? eventually(look, isWanted) : eventually(look);
    expect(await seen).toBe(expected);
  });

  it.each([
    ['seen', lookingAt<unknown>(1, { n: 2 }), /a third: still \{"n":2\}/],
    ['thrown', lookingAt<unknown>(new Error('ECONNREFUSED')), /a third: ECONNREFUSED/],
  ])('fails with what was %s last', async (_, look, message) => {
    const wait = eventually<unknown>(look, () => false, { what: 'a third', withinMs: 60 });
    await expect(wait).rejects.toThrow(message);
  });
});
