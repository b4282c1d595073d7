import { Inject, Injectable } from '@nestjs/common';
import type { Client } from 'pg';
import { ANALYTICS_CONFIG, type AnalyticsConfig } from '../config.js';
import { countReports } from '../counting/count-reports.js';
import { rebuildHeat } from '../counting/heat-store.js';
import { createHouseClock, type HouseClock } from '../counting/house-clock.js';
import { lockFigures } from '../storage/lock-figures.js';
import { advanceRanges, isBehind, setEdges } from './advance-ranges.js';
import { foldGains } from './fold-gains.js';
import { foldStorage } from './fold-storage.js';
import { settleSearches } from './settle-searches.js';

const REPORTS_AT_ONCE = 2_000;
const GAINS_AT_ONCE = 20_000;
const CHANGES_AT_ONCE = 20_000;
const CURVES_AT_ONCE = 20;
/** Of each kind before the log is looked at again. */
const ROUNDS = 20;

type Step = (client: Client) => Promise<number>;

/**
 * Brings the figures up to date with what is queued for them. Called by the one copy that collects, on the connection that
 * makes it the one; each step is a transaction that takes from its queue and adds, so a step counts once or not at all.
 */
@Injectable()
export class Rollups {
  readonly clock: HouseClock;
  private advancedTo = -Infinity;

  constructor(@Inject(ANALYTICS_CONFIG) config: AnalyticsConfig) {
    this.clock = createHouseClock(config.HEARTH_TIME_ZONE);
  }

  /** Calls `onChange` after each step that changed anything, as a later one may fail. */
  async run(client: Client, onChange: () => void, now = Date.now()): Promise<void> {
    const thisHour = this.clock.hourOf(now);
    if (thisHour !== this.advancedTo) await this.advance(client, thisHour);
    const { timeZone } = this.clock;
    const steps: [Step, number][] = [
      [(tx) => this.countReports(tx), REPORTS_AT_ONCE],
      [(tx) => foldGains(tx, timeZone, GAINS_AT_ONCE), GAINS_AT_ONCE],
      [(tx) => foldStorage(tx, timeZone, CHANGES_AT_ONCE), CHANGES_AT_ONCE],
      [(tx) => rebuildHeat(tx, CURVES_AT_ONCE), CURVES_AT_ONCE],
      [settleSearches, 1_000],
    ];
    for (const [step, atOnce] of steps) {
      for (let round = 0; round < ROUNDS; round += 1) {
        const taken = await inTransaction(client, 'READ COMMITTED', step);
        if (taken > 0) onChange();
        if (taken < atOnce) break;
      }
    }
  }

  /** Who wants to be counted without a name. */
  async readUnnamed(client: Client): Promise<ReadonlySet<string>> {
    const { rows } = await client.query<{ user_id: string }>('SELECT user_id FROM analytics.unnamed_people');
    return new Set(rows.map((row) => row.user_id));
  }

  private async countReports(client: Client): Promise<number> {
    const unnamed = await this.readUnnamed(client);
    return countReports(client, this.clock, (viewer) => unnamed.has(viewer), REPORTS_AT_ONCE);
  }

  private async advance(client: Client, thisHour: number): Promise<void> {
    await setEdges(client, thisHour);
    // Much is queued after an upgrade: it is folded in pieces first.
    while ((await this.fold(client)) === GAINS_AT_ONCE);
    if (await isBehind(client, thisHour)) {
      await inTransaction(client, 'REPEATABLE READ', async (tx) => {
        await advanceRanges(tx, this.clock.timeZone, thisHour);
        return 1;
      });
    }
    this.advancedTo = thisHour;
  }

  private fold(client: Client): Promise<number> {
    return inTransaction(client, 'READ COMMITTED', (tx) => foldGains(tx, this.clock.timeZone, GAINS_AT_ONCE));
  }
}

async function inTransaction(client: Client, level: string, step: Step): Promise<number> {
  await client.query(`BEGIN ISOLATION LEVEL ${level}`);
  try {
    await lockFigures((sql) => client.query(sql));
    const taken = await step(client);
    await client.query('COMMIT');
    return taken;
  } catch (error) {
    // Where the connection is gone, so is the transaction.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
