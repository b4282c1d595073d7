import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { HealthChecks } from './health-checks.js';
import { Metrics } from './metrics.js';

/** What a service misses, for Prometheus. */
@Injectable()
export class HealthMetrics {
  constructor(health: HealthChecks, metrics: Metrics) {
    const gauge: Gauge<'check'> = new Gauge({
      name: 'hearth_check_failing',
      help: 'Whether something that the service needs is away: 1 while it is.',
      labelNames: ['check'],
      registers: [metrics.registry],
      collect: async () => {
        const { checks } = await health.report();
        for (const [check, { status }] of Object.entries(checks))
          gauge.set({ check }, status === 'failing' ? 1 : 0);
      },
    });
  }
}
