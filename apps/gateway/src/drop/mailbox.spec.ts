import { describe, expect, it } from '@jest/globals';
import { Mailbox } from './mailbox.js';

describe('Mailbox', () => {
  it('says again what came after the last that was seen', () => {
    const box = new Mailbox();
    for (const text of ['a', 'b', 'c']) box.add(text);
    expect(box.after(0).map(({ text }) => text)).toEqual(['a', 'b', 'c']);
    expect(box.after(2)).toEqual([{ id: 3, text: 'c' }]);
    expect(box.after(9)).toEqual([]);
  });

  it('goes on counting at another gateway', () => {
    const box = new Mailbox();
    box.add('a');
    const { letters, nextId } = JSON.parse(JSON.stringify(box));
    const moved = new Mailbox(letters, nextId);
    expect(moved.add('b').id).toBe(2);
    expect(moved.after(0)).toHaveLength(2);
  });

  it('keeps the newest 256, and no more than half a megabyte of them', () => {
    const many = new Mailbox();
    for (let n = 1; n <= 300; n += 1) many.add(String(n));
    expect(many.after(0).map(({ id }) => id)).toEqual(Array.from({ length: 256 }, (_, n) => n + 45));
    const large = new Mailbox();
    for (let n = 1; n <= 20; n += 1) large.add('x'.repeat(60_000));
    expect(large.after(0)).toHaveLength(8);
  });
});
