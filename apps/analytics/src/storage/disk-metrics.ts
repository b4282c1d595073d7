import type { StatsFs } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { Metrics } from '@hearth/platform';
import { Inject, Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { ANALYTICS_CONFIG, type AnalyticsConfig } from '../config.js';

/** Where the edge lists what it dropped (`deploy/nginx/trim-access-logs`). */
const DROPPED = 'dropped.log';

/** How full the house's disks are and how old its last backup is, for Prometheus. */
@Injectable()
export class DiskMetrics {
  constructor(@Inject(ANALYTICS_CONFIG) config: AnalyticsConfig, database: DataSource, metrics: Metrics) {
    const registers = [metrics.registry];
    const disks: Record<string, string> = { data: config.HEARTH_ACCESS_LOGS };
    // Our own folder there, as the place where a disk belongs may stand empty on another.
    if (config.HEARTH_LIBRARY !== undefined) disks['library'] = join(config.HEARTH_LIBRARY, '.hearth');
    const told = (name: string, help: string, read: (disk: StatsFs) => number) => {
      const gauge: Gauge<'disk'> = new Gauge({
        ...{ name, help, labelNames: ['disk'], registers },
        collect: async () => {
          gauge.reset();
          for (const [disk, folder] of Object.entries(disks)) {
            const found = await statfs(folder).catch(() => undefined);
            if (found !== undefined) gauge.set({ disk }, read(found));
          }
        },
      });
    };
    told(
      'hearth_disk_size_bytes',
      'How large the disk is; none is told of one that is away.',
      (disk) => disk.blocks * disk.bsize,
    );
    told('hearth_disk_free_bytes', 'How much of it services may fill.', (disk) => disk.bavail * disk.bsize);
    const dropped: Gauge = new Gauge({
      name: 'hearth_access_log_dropped_timestamp_seconds',
      help: 'When the edge dropped old hours of its access log last, as they took too much room; 0 for never.',
      registers,
      collect: async () => {
        const list = await stat(join(config.HEARTH_ACCESS_LOGS, DROPPED)).catch(() => undefined);
        dropped.set((list?.mtimeMs ?? 0) / 1000);
      },
    });
    const backup: Gauge = new Gauge({
      name: 'hearth_last_backup_timestamp_seconds',
      help: 'When ./hearth backup was done last; 0 for never.',
      registers,
      collect: async () => {
        const madeAt = await findLastBackup(database).catch(() => undefined);
        if (madeAt !== undefined) backup.set(madeAt);
      },
    });
  }
}

/** Seconds since 1970. */
async function findLastBackup(database: DataSource): Promise<number> {
  const [row] = await database.query<{ made_at: number }[]>(
    'SELECT extract(epoch FROM made_at)::float AS made_at FROM analytics.backups',
  );
  return row?.made_at ?? 0;
}
