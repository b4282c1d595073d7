import { describe, expect, it } from '@jest/globals';
import { keepPlace, readPlace } from './book-place.ts';

function memory(text: string | null = null) {
  return {
    getItem: () => text,
    setItem: (_: string, value: string) => {
      text = value;
    },
  };
}

describe('a place in a book', () => {
  it('is the start of what was never opened', () => {
    expect(readPlace('a', memory())).toEqual({ piece: 0, share: 0 });
  });

  it('is the last that was kept, for each book its own', () => {
    const storage = memory();
    keepPlace('a', { piece: 1, share: 0.2 }, storage);
    keepPlace('b', { piece: 7, share: 0 }, storage);
    keepPlace('a', { piece: 2, share: 0.5 }, storage);
    expect(readPlace('a', storage)).toEqual({ piece: 2, share: 0.5 });
    expect(readPlace('b', storage)).toEqual({ piece: 7, share: 0 });
  });

  it('of the book read longest ago goes first', () => {
    const storage = memory();
    for (let book = 0; book <= 200; book += 1) keepPlace(String(book), { piece: 1, share: 0 }, storage);
    expect(readPlace('0', storage).piece).toBe(0);
    expect(readPlace('1', storage).piece).toBe(1);
  });

  it.each(['nonsense', '{}', '[{"book":"a","piece":-1,"share":9}]'])(
    'begins anew where %s was stored',
    (text) => {
      expect(readPlace('a', memory(text))).toEqual({ piece: 0, share: 0 });
    },
  );
});
