import { describe, expect, it } from '@jest/globals';
import { hashOfAppSecret, newAppSecret } from './app-secrets.js';

describe('newAppSecret', () => {
  it('is easy to type, and another one each time', () => {
    const secrets = Array.from({ length: 20 }, newAppSecret);
    for (const secret of secrets) expect(secret).toMatch(/^([a-km-np-z2-9]{5}-){3}[a-km-np-z2-9]{5}$/);
    expect(new Set(secrets).size).toBe(20);
  });
});

describe('hashOfAppSecret', () => {
  const hash = hashOfAppSecret('xk7fa-b2mq9-cdefg-hjkmn');

  it.each(['xk7fab2mq9cdefghjkmn', 'XK7FA B2MQ9 CDEFG HJKMN', ' xk7fa-b2mq9-cdefg-hjkmn '])(
    'is the same of %j',
    (typed) => expect(hashOfAppSecret(typed)).toEqual(hash),
  );

  it.each(['', 'xk7fa-b2mq9-cdefg-hjkmm', 'xk7fa_b2mq9_cdefg_hjkmn'])('is another one of %j', (typed) =>
    expect(hashOfAppSecret(typed)).not.toEqual(hash),
  );
});
