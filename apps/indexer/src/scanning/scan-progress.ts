import { Injectable } from '@nestjs/common';
import { findLibrary } from '@hearth/catalog';
import { scanProgressed } from '@hearth/contracts';
import { LivePublisher } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { IndexBacklog } from '../indexing/index-backlog.js';
import { Pace } from './pace.js';

const NOT_OFTENER_THAN_MS = 500;

/** Tells whoever watches how far the present burst of work has come, and once more when it has ended. */
@Injectable()
export class ScanProgress {
  private toldAt = -Infinity;
  private toldLast = '';
  private readonly pace = new Pace();

  constructor(
    private readonly live: LivePublisher,
    private readonly backlog: IndexBacklog,
    private readonly database: DataSource,
  ) {}

  async tell(): Promise<void> {
    const { waiting, done } = this.backlog.counts;
    const isEnd = waiting === 0;
    if (!isEnd && performance.now() - this.toldAt < NOT_OFTENER_THAN_MS) return;
    const status = (await findLibrary(this.database))?.status ?? 'offline';
    const now = isEnd ? status : `${status} ${waiting} ${done}`;
    if (now === this.toldLast) return;
    this.live.publish(scanProgressed, {
      status,
      found: waiting + done,
      waiting,
      done,
      ...this.pace.take({ atMs: performance.now(), done }, waiting),
    });
    this.toldAt = performance.now();
    this.toldLast = now;
  }
}
