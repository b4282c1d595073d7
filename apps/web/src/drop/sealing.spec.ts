import { describe, expect, it } from '@jest/globals';
import { toBase64Url, fromBase64Url, type Bytes } from './bytes.ts';
import { deriveSealingKey, Opener, Sealer, TamperedError } from './sealing.ts';

const secret = new Uint8Array(32).fill(7) as Bytes;
const ends = { sessionId: 'session', from: 'a', to: 'b' };
const key = () => deriveSealingKey(secret, 'session', 'drop/v1/sig');

describe('what is sealed', () => {
  it('is opened by the other side, in order', async () => {
    const [sealer, opener] = [new Sealer(await key(), ends), new Opener(await key(), ends)];
    for (const said of [{ sdp: 'v=0' }, 'second', [3]])
      expect(await opener.open(await sealer.seal(said))).toEqual(said);
  });

  it('is not opened twice, nor before what came earlier is let go', async () => {
    const [sealer, opener] = [new Sealer(await key(), ends), new Opener(await key(), ends)];
    const [first, second] = [await sealer.seal(1), await sealer.seal(2)];
    expect(await opener.open(second)).toBe(2);
    await expect(opener.open(first)).rejects.toThrow(TamperedError);
    await expect(opener.open(second)).rejects.toThrow(TamperedError);
  });

  it.each([
    ['from somebody else', { ...ends, from: 'c' }],
    ['to somebody else', { ...ends, to: 'c' }],
    ['in another session', { ...ends, sessionId: 'other' }],
    ['back to who said it', { ...ends, from: 'b', to: 'a' }],
  ])('%s is not taken', async (_, other) => {
    const sealed = await new Sealer(await key(), other).seal('hello');
    await expect(new Opener(await key(), ends).open(sealed)).rejects.toThrow(TamperedError);
  });

  it('is not taken with any byte of it changed, or by another key', async () => {
    const sealed = fromBase64Url(await new Sealer(await key(), ends).seal('hello'));
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = sealed.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(new Opener(await key(), ends).open(toBase64Url(changed))).rejects.toThrow(TamperedError);
    }
    const wrong = await deriveSealingKey(new Uint8Array(32) as Bytes, 'session', 'drop/v1/sig');
    await expect(new Opener(wrong, ends).open(toBase64Url(sealed))).rejects.toThrow(TamperedError);
    for (const nonsense of ['', '!', 'AAAA'])
      await expect(new Opener(await key(), ends).open(nonsense)).rejects.toThrow(TamperedError);
  });

  it('after a forged message still comes through', async () => {
    const [sealer, opener] = [new Sealer(await key(), ends), new Opener(await key(), ends)];
    const forged = new Uint8Array(60).fill(255);
    await expect(opener.open(toBase64Url(forged))).rejects.toThrow(TamperedError);
    expect(await opener.open(await sealer.seal('true'))).toBe('true');
  });
});
