import { describe, expect, it } from '@jest/globals';
import type { SessionId } from '@hearth/contracts';
import { signLink } from './sign-link.js';

const link = {
  path: 'ab/abcd/grid.webp',
  sessionId: 'S' as SessionId,
  secret: 'secret',
  now: new Date(1_000_000_000_000),
};

describe('signLink', () => {
  it('is what nginx makes of the same string', () => {
    // printf '1000000800:/d/ab/abcd/grid.webp:S:secret' | openssl md5 -binary | basenc --base64url | tr -d =
    expect(signLink(link)).toBe('/d/ab/abcd/grid.webp?s=S&e=1000000800&k=c2S4fbNzIbFnDDWpwaPF9w');
  });

  it('stays the same for ten minutes, and is valid for ten more', () => {
    const at = (sec: number) => signLink({ ...link, now: new Date(sec * 1000) });
    expect(at(600_000)).toBe(at(600_599));
    expect(at(600_599)).toContain('e=601200');
    expect(at(600_600)).toContain('e=601800');
  });

  it.each([{ path: 'ab/abce/grid.webp' }, { sessionId: 'T' as SessionId }, { secret: 'other' }])(
    'has another signature for %j',
    (other) => expect(signLink({ ...link, ...other }).slice(-22)).not.toBe(signLink(link).slice(-22)),
  );
});
