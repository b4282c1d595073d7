import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const WEB = join(import.meta.dirname, '../../../web/dist');
/** A phone on a slow line waits for every one of them. Before you raise it: does the first page need what you added? */
const LIMIT_BYTES = 150_000;

describe('the first load', () => {
  it('is at most 150 KB of packed script', () => {
    const page = readFileSync(join(WEB, 'index.html'), 'utf8');
    const scripts = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path ?? '');
    expect(scripts.some((path) => path.startsWith('/assets/index-'))).toBe(true);
    // The packed twins are what nginx sends.
    const sizes = scripts.map((path): [string, number] => [
      path,
      readFileSync(join(WEB, `${path}.gz`)).length,
    ]);
    const sumBytes = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
    const heaviest = sizes.toSorted(([, one], [, other]) => other - one).slice(0, 5);
    expect({ heaviest, isTooMuch: sumBytes > LIMIT_BYTES }).toEqual({ heaviest, isTooMuch: false });
  });
});
