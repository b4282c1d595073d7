import { describe, expect, it } from '@jest/globals';
import type { Bytes } from './bytes.ts';
import { Handshake } from './handshake.ts';
import { TamperedError } from './sealing.ts';

const secret = new Uint8Array(32).fill(1) as Bytes;
const sides = { a: { mine: 'a', theirs: 'b' }, b: { mine: 'b', theirs: 'a' } };
const common = { secret, sessionId: 'session' };

describe('a handshake', () => {
  it('leaves both with the same keys and the same digits', async () => {
    const [a, b] = [await Handshake.begin(), await Handshake.begin()];
    const atA = await a.finish(await b.commit(), b.reveal(), { ...common, ...sides.a });
    const atB = await b.finish(await a.commit(), a.reveal(), { ...common, ...sides.b });
    expect(atA.check).toMatch(/^\d{6}$/);
    expect(atA.check).toBe(atB.check);
    expect(atA.relay.mine).toEqual(atB.relay.theirs);
    expect(atA.relay.theirs).toEqual(atB.relay.mine);
    expect(atA.relay.mine).not.toEqual(atA.relay.theirs);
  });

  it('with somebody between them shows each other digits', async () => {
    const [a, b, eve] = [await Handshake.begin(), await Handshake.begin(), await Handshake.begin()];
    const atA = await a.finish(await eve.commit(), eve.reveal(), { ...common, ...sides.a });
    const atB = await b.finish(await eve.commit(), eve.reveal(), { ...common, ...sides.b });
    expect(atA.check).not.toBe(atB.check);
  });

  it('fails for who shows another key than announced', async () => {
    const [a, b, eve] = [await Handshake.begin(), await Handshake.begin(), await Handshake.begin()];
    await expect(a.finish(await b.commit(), eve.reveal(), { ...common, ...sides.a })).rejects.toThrow(
      TamperedError,
    );
  });

  it('with another key in the fragment leads to other keys', async () => {
    const [a, b] = [await Handshake.begin(), await Handshake.begin()];
    const atA = await a.finish(await b.commit(), b.reveal(), { ...common, ...sides.a });
    const other = { ...common, secret: new Uint8Array(32).fill(2) as Bytes };
    const atB = await b.finish(await a.commit(), a.reveal(), { ...other, ...sides.b });
    expect(atA.relay.mine).not.toEqual(atB.relay.theirs);
    expect(atA.check).not.toBe(atB.check);
  });
});
