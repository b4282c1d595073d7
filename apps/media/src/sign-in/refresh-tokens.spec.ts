import { describe, expect, it } from '@jest/globals';
import { hashOfRefreshToken, newRefreshToken, successionKeyFrom, successorOf } from './refresh-tokens.js';

const key = successionKeyFrom(Buffer.from('one'));

describe('refresh tokens', () => {
  it('are 32 bytes, and never the same', () => {
    const token = newRefreshToken();
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(newRefreshToken()).not.toBe(token);
  });

  it('have one successor of the same form', () => {
    const token = newRefreshToken();
    expect(successorOf(token, key)).toBe(successorOf(token, key));
    expect(successorOf(token, key)).toMatch(/^[\w-]{43}$/);
    expect(successorOf(successorOf(token, key), key)).not.toBe(successorOf(token, key));
  });

  it('cannot be followed without the key, nor from what the database holds', () => {
    const token = newRefreshToken();
    expect(successorOf(token, successionKeyFrom(Buffer.from('two')))).not.toBe(successorOf(token, key));
    expect(successorOf(hashOfRefreshToken(token).toString('base64url'), key)).not.toBe(
      successorOf(token, key),
    );
  });
});
