import { LRUCache } from 'lru-cache';

/** As many as a page full of mistakes asks for, and more; who goes on like that is a program. */
const AT_ONCE_PER_NETWORK = 1_000;
const WINDOW_MS = 10_000;
const WAIT_MS = 500;
const REMEMBERED_NETWORKS = 10_000;

/**
 * How fast refusals go out. A refusal costs little, but thousands a second take the time of everybody else; who waits for each answer
 * before asking again is slowed down by its coming late. What is right is never late, whoever else is behind the same address.
 */
export class RefusalPace {
  private readonly networks: LRUCache<string, { count: number }>;

  constructor(clock: { now(): number } = performance) {
    this.networks = new LRUCache({
      max: REMEMBERED_NETWORKS,
      ttl: WINDOW_MS,
      ttlResolution: 0,
      perf: clock,
    });
  }

  /** How long the refusal of this request from this network waits, in milliseconds. */
  waitMs(network: string): number {
    const refused = this.networks.get(network) ?? { count: 0 };
    if (refused.count === 0) this.networks.set(network, refused);
    refused.count += 1;
    return refused.count > AT_ONCE_PER_NETWORK ? WAIT_MS : 0;
  }
}
