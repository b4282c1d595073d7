import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FastifyReply } from 'fastify';
import { Turns } from './turns.js';

beforeAll(() => void jest.useFakeTimers());
afterAll(() => void jest.useRealTimers());

class Answer extends EventEmitter {
  destroyed = false;
}

/** Asks so often at once; what is under way is answered when its `finish` is emitted. */
function ask(turns: Turns, ip: string, times: number) {
  const answers = Array.from({ length: times }, () => new Answer());
  const underWay: Answer[] = [];
  const all = answers.map(async (answer) => {
    await turns.wait({ ip, caller: undefined }, { raw: answer as unknown as FastifyReply['raw'] });
    underWay.push(answer);
  });
  return { underWay, all: Promise.all(all) };
}

describe.each([
  ['heavy', 3, 60],
  ['light', 4, 256],
] as const)('%s requests', (kind, atOnce, waiting) => {
  it('of one who asks without pause wait for themselves, and nobody for them', async () => {
    const turns = new Turns(kind);
    const noisy = ask(turns, 'noisy', 40);
    await turn();
    expect(noisy.underWay).toHaveLength(atOnce);
    const quiet = ask(turns, 'quiet', 1);
    await quiet.all;
    // A crowd comes one by one.
    noisy.underWay.forEach((answer) => answer.emit('finish'));
    await turn();
    expect(noisy.underWay).toHaveLength(atOnce + 1);
    for (let answered = atOnce; answered < 40; answered += 1) {
      noisy.underWay.forEach((answer) => answer.emit('close'));
      await turn();
    }
    await noisy.all;
  });

  it('are refused where too many wait', async () => {
    const { all } = ask(new Turns(kind), 'noisy', atOnce + waiting + 1);
    await expect(all).rejects.toMatchObject({ code: 'request.rate-limited' });
  });
});

it('what is light and waits for something gives its turn on', async () => {
  const { all, underWay } = ask(new Turns('light'), 'a film', 5);
  await turn();
  expect(underWay).toHaveLength(4);
  await jest.advanceTimersByTimeAsync(250);
  await all;
  expect(underWay).toHaveLength(5);
});
