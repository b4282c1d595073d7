import { describe, expect, it } from '@jest/globals';
import { Passwords } from './passwords.js';
import { HearthError } from './problem.js';

describe('Passwords', () => {
  it('takes the right password and no other', async () => {
    const passwords = new Passwords();
    const hash = await passwords.hash('correct horse');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.isRight('correct horse', hash, 'lan')).toBe(true);
    expect(await passwords.isRight('correct horse ', hash, 'lan')).toBe(false);
  });

  it('says no to everything for who does not exist, and works as hard', async () => {
    const passwords = new Passwords();
    const hash = await passwords.hash('correct horse');
    // Not the time that passes, which other work on the machine makes longer.
    const cpuUs = async (against: string | undefined) => {
      const before = process.cpuUsage();
      for (let i = 0; i < 5; i += 1) expect(await passwords.isRight('wrong', against, 'lan')).toBe(false);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    await cpuUs(undefined);
    const ratio = (await cpuUs(undefined)) / (await cpuUs(hash));
    expect(ratio).toBeGreaterThan(0.3);
    expect(ratio).toBeLessThan(3);
  });

  it('turns a flood away, and works on afterwards', async () => {
    const passwords = new Passwords();
    const hash = await passwords.hash('correct horse');
    const tries = await Promise.allSettled(
      Array.from({ length: 80 }, () => passwords.isRight('correct horse', hash, 'lan')),
    );
    const refused = tries.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(80 - 22);
    for (const { reason } of refused) expect((reason as HearthError).code).toBe('service.unavailable');
    expect(await passwords.isRight('correct horse', hash, 'lan')).toBe(true);
  });

  it('turns nobody away for the flood of another network', async () => {
    const passwords = new Passwords();
    const hash = await passwords.hash('correct horse');
    const flood = Array.from({ length: 30 }, () => passwords.isRight('guess', hash, 'strangers'));
    const ours = passwords.isRight('correct horse', hash, 'lan');
    // In which order they end is up to the machine; in which they begin, FairQueue's own.
    const [ofLan, ...ofStrangers] = await Promise.allSettled([ours, ...flood]);
    expect(ofLan).toEqual({ status: 'fulfilled', value: true });
    expect(ofStrangers.filter(({ status }) => status === 'rejected')).toHaveLength(30 - 22);
  });
});
