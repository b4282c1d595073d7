import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { waitUntilMade } from './wait-until-made.js';

/** Answers one look after the other; what is left when it was told to stop was not looked for. */
function scripted(looks: (string | undefined | Error)[], wantFails?: Error) {
  const stop = new AbortController();
  let wanted = 0;
  const outcome = waitUntilMade(
    {
      find: async () => {
        const look = looks.shift();
        if (looks.length === 0) stop.abort();
        if (look instanceof Error) throw look;
        return look;
      },
      want: async () => {
        wanted += 1;
        if (wantFails) throw wantFails;
      },
      lookEveryMs: 1,
    },
    stop.signal,
  );
  return { outcome, wanted: () => wanted };
}

afterEach(() => void jest.restoreAllMocks());

describe('waiting for what the indexer makes', () => {
  it('asks for nothing that is there', async () => {
    const { outcome, wanted } = scripted(['made']);
    expect([await outcome, wanted()]).toEqual(['made', 0]);
  });

  it('asks for it once, and looks until it is there', async () => {
    jest.spyOn(performance, 'now').mockReturnValue(0);
    const { outcome, wanted } = scripted([undefined, undefined, undefined, 'made']);
    expect([await outcome, wanted()]).toEqual(['made', 1]);
  });

  it('asks again after a while', async () => {
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => (now += 1_000));
    const { outcome, wanted } = scripted([undefined, undefined, undefined, undefined, undefined, 'made']);
    expect(await outcome).toBe('made');
    expect(wanted()).toBeGreaterThan(1);
  });

  it('ends where it never will be there, or cannot be asked for', async () => {
    await expect(scripted([undefined, new Error('given up')]).outcome).rejects.toThrow('given up');
    await expect(scripted([undefined, 'x'], new Error('away')).outcome).rejects.toThrow('away');
  });

  it('says that it takes long, and when the service stops', async () => {
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => (now += 20_000));
    await expect(scripted([undefined, undefined, undefined]).outcome).rejects.toMatchObject({
      code: 'rendition.not-ready',
    });
    jest.restoreAllMocks();
    await expect(scripted([undefined]).outcome).rejects.toMatchObject({ code: 'rendition.not-ready' });
  });
});
