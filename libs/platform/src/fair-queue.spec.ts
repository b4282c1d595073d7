import { describe, expect, it } from '@jest/globals';
import { FairQueue, QueueIsFull } from './fair-queue.js';

/** Tasks that end when they are told to, and the order in which they began. */
function observed(queue: FairQueue) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const run = (key: string, name: string) =>
    queue.run(key, () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const end = async (name: string) => {
    ends.get(name)?.();
    await settle();
  };
  return { begun, run, end, settle };
}

describe('FairQueue', () => {
  it('runs as many at a time as it may, and takes keys in turn', async () => {
    const { begun, run, end, settle } = observed(new FairQueue({ atOnce: 2, waitingPerKey: 10 }));
    const all = ['n1', 'n2', 'n3', 'n4'].map((name) => run('noisy', name));
    all.push(run('quiet', 'q1'), run('other', 'o1'), run('quiet', 'q2'));
    await settle();
    expect(begun).toEqual(['n1', 'n2']);
    for (const name of ['n1', 'n2', 'n3', 'q1', 'o1', 'n4', 'q2']) await end(name);
    expect(begun).toEqual(['n1', 'n2', 'n3', 'q1', 'o1', 'n4', 'q2']);
    await expect(Promise.all(all)).resolves.toHaveLength(7);
  });

  it('leaves room for others, where one key may not have all', async () => {
    const { begun, run, end, settle } = observed(
      new FairQueue({ atOnce: 3, atOncePerKey: 2, waitingPerKey: 10 }),
    );
    for (const name of ['n1', 'n2', 'n3']) void run('noisy', name);
    void run('quiet', 'q1');
    await settle();
    expect(begun).toEqual(['n1', 'n2', 'q1']);
    await end('q1');
    expect(begun).toEqual(['n1', 'n2', 'q1']);
    await end('n1');
    expect(begun).toEqual(['n1', 'n2', 'q1', 'n3']);
  });

  it('runs those of one key one by one, while many of them wait', async () => {
    const { begun, run, end, settle } = observed(
      new FairQueue({ atOnce: 4, atOncePerKey: 2, crowdedPerKey: 2, waitingPerKey: 10 }),
    );
    for (const name of ['n1', 'n2', 'n3', 'n4', 'n5']) void run('noisy', name);
    await settle();
    await end('n1');
    expect(begun).toEqual(['n1', 'n2']);
    void run('quiet', 'q1');
    await end('n2');
    expect(begun).toEqual(['n1', 'n2', 'q1', 'n3']);
    await end('n3');
    await end('n4');
    expect(begun).toEqual(['n1', 'n2', 'q1', 'n3', 'n4', 'n5']);
  });

  it('lets no one pass by those of its own key who wait', async () => {
    const { begun, run, end, settle } = observed(new FairQueue({ atOnce: 1, waitingPerKey: 10 }));
    void run('a', 'a1');
    void run('a', 'a2');
    await settle();
    await end('a1');
    void run('a', 'a3');
    await end('a2');
    expect(begun).toEqual(['a1', 'a2', 'a3']);
  });

  it('refuses who has too many waiting, and no one else', async () => {
    const { run, settle, end } = observed(new FairQueue({ atOnce: 1, waitingPerKey: 1 }));
    void run('noisy', 'n1');
    void run('noisy', 'n2');
    await expect(run('noisy', 'n3')).rejects.toThrow(QueueIsFull);
    const quiet = run('quiet', 'q1');
    await settle();
    await end('n1');
    await end('n2');
    await end('q1');
    await expect(quiet).resolves.toBe('q1');
  });

  it('refuses everybody when too many wait in all', async () => {
    const { run, settle } = observed(new FairQueue({ atOnce: 1, waitingPerKey: 5, waitingInAll: 2 }));
    for (const key of ['a', 'b', 'c']) void run(key, key);
    await settle();
    await expect(run('d', 'd')).rejects.toThrow(QueueIsFull);
  });

  it('goes on after what failed, and forgets keys that are done', async () => {
    const queue = new FairQueue({ atOnce: 1, waitingPerKey: 1 });
    const failing = queue.run('a', () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    await expect(queue.run('a', () => Promise.resolve(1))).resolves.toBe(1);
    expect(queue).toMatchObject({ runningInAll: 0, waiting: new Map(), running: new Map() });
  });

  it('counts who leaves twice once', async () => {
    const queue = new FairQueue({ atOnce: 1, waitingPerKey: 1 });
    const leave = await queue.enter('a');
    leave();
    leave();
    expect(queue).toMatchObject({ runningInAll: 0 });
  });
});
