interface FairQueueOptions {
  /** How many tasks run at the same time, of all together. */
  readonly atOnce: number;
  /** How many of one key run at the same time. */
  readonly atOncePerKey?: number;
  /** Where so many of one key wait, they run one by one: it is no page that asks, and what is left of the machine is the others'. */
  readonly crowdedPerKey?: number;
  /** How many of one key may wait. */
  readonly waitingPerKey: number;
  readonly waitingInAll?: number;
}

const WAITING_IN_ALL = 1_000;

/** So many tasks wait already that one more makes no sense. */
export class QueueIsFull extends Error {}

/**
 * Runs a few tasks at a time, and takes them from the keys in turn: who comes with a hundred waits for themselves, and not the
 * next one for them.
 */
export class FairQueue {
  /** In the order of whose turn it is. */
  private readonly waiting = new Map<string, (() => void)[]>();
  private readonly running = new Map<string, number>();
  private runningInAll = 0;
  private waitingInAll = 0;

  constructor(private readonly options: FairQueueOptions) {}

  /** Rejects with `QueueIsFull`, or with what the task rejects with. */
  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const leave = await this.enter(key);
    try {
      return await task();
    } finally {
      leave();
    }
  }

  /** Waits for the key's turn; what it resolves with ends it, and is called once. */
  async enter(key: string): Promise<() => void> {
    if (this.waiting.has(key) || !this.hasRoomFor(key)) await this.wait(key);
    else this.start(key);
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      this.end(key);
    };
  }

  private async wait(key: string): Promise<void> {
    const line = this.waiting.get(key) ?? [];
    const { waitingPerKey, waitingInAll = WAITING_IN_ALL } = this.options;
    if (line.length >= waitingPerKey || this.waitingInAll >= waitingInAll) throw new QueueIsFull();
    this.waiting.set(key, line);
    this.waitingInAll += 1;
    return new Promise((resolve) => line.push(resolve));
  }

  private hasRoomFor(key: string): boolean {
    const { atOnce, atOncePerKey = atOnce, crowdedPerKey = Infinity } = this.options;
    const isCrowded = (this.waiting.get(key)?.length ?? 0) >= crowdedPerKey;
    return this.runningInAll < atOnce && (this.running.get(key) ?? 0) < (isCrowded ? 1 : atOncePerKey);
  }

  private start(key: string): void {
    this.runningInAll += 1;
    this.running.set(key, (this.running.get(key) ?? 0) + 1);
  }

  private end(key: string): void {
    this.runningInAll -= 1;
    const left = (this.running.get(key) ?? 1) - 1;
    if (left > 0) this.running.set(key, left);
    else this.running.delete(key);
    this.startNext();
  }

  private startNext(): void {
    for (const [key, line] of this.waiting) {
      if (!this.hasRoomFor(key)) continue;
      const begin = line.shift();
      // Whose turn it was comes last now.
      this.waiting.delete(key);
      if (line.length > 0) this.waiting.set(key, line);
      if (begin) {
        this.waitingInAll -= 1;
        this.start(key);
        begin();
      }
      return;
    }
  }
}
