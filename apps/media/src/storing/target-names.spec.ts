import { describe, expect, it } from '@jest/globals';
import { candidateNames, nameBeside } from './target-names.js';

const first = (name: string, count: number) => [...candidateNames(name)].slice(0, count);

describe('names to try', () => {
  it.each([
    ['a.jpg', ['a.jpg', 'a (2).jpg', 'a (3).jpg']],
    ['a.tar.gz', ['a.tar.gz', 'a.tar (2).gz', 'a.tar (3).gz']],
    ['README', ['README', 'README (2)', 'README (3)']],
    ['a (2).jpg', ['a (2).jpg', 'a (2) (2).jpg', 'a (2) (3).jpg']],
  ])('of %s', (name, names) => {
    expect(first(name, 3)).toEqual(names);
  });

  it('stay within 255 bytes and cut no character in two', () => {
    const [, second] = first(`${'ä'.repeat(125)}.jpg`, 2);
    expect(second).toBe(`${'ä'.repeat(123)} (2).jpg`);
    expect(Buffer.byteLength(second as string)).toBeLessThanOrEqual(255);
  });

  it('come to an end', () => {
    expect([...candidateNames('a')]).toHaveLength(1000);
  });
});

describe('the other half of a Live Photo', () => {
  it('takes the number of the first', () => {
    expect(nameBeside('IMG_1.MOV', 'IMG_1 (2).HEIC')).toBe('IMG_1 (2).MOV');
  });
});
