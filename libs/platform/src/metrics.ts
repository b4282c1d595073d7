import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The service's Prometheus registry with what every service measures. Features add their own to `registry`. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  readonly httpRequests = new Histogram({
    name: 'hearth_http_request_duration_seconds',
    help: 'Time from the request to the end of the answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [this.registry],
  });

  readonly eventsHandled = new Counter({
    name: 'hearth_events_handled_total',
    help: 'Events taken from the stream, by how that ended.',
    labelNames: ['durable', 'outcome'],
    registers: [this.registry],
  });

  readonly eventLag = new Gauge({
    name: 'hearth_event_lag_seconds',
    help: 'Age of the event handled last.',
    labelNames: ['durable'],
    registers: [this.registry],
  });

  readonly eventsWaiting: Gauge = new Gauge({
    name: 'hearth_events_waiting',
    help: 'Events of the stream that a durable consumer has not done with.',
    labelNames: ['durable'],
    registers: [this.registry],
    collect: () => this.collectAll(this.eventsWaiting),
  });

  readonly outboxAge: Gauge = new Gauge({
    name: 'hearth_outbox_oldest_seconds',
    help: 'Age of the oldest event that is not published yet; 0 where there is none.',
    labelNames: ['schema'],
    registers: [this.registry],
    collect: () => this.collectAll(this.outboxAge),
  });

  private readonly collectors: { readonly gauge: Gauge; readonly collect: () => Promise<void> }[] = [];

  constructor() {
    // Looked at ten times a second, not a hundred: the default alone keeps an idle service busy.
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 100 });
  }

  /** Has a gauge filled at each scrape. What cannot be known then is left out, and the rest is told. */
  fill(gauge: Gauge, collect: () => Promise<void>): void {
    this.collectors.push({ gauge, collect });
  }

  private async collectAll(wanted: Gauge): Promise<void> {
    wanted.reset();
    const collecting = this.collectors.filter(({ gauge }) => gauge === wanted);
    await Promise.allSettled(collecting.map(({ collect }) => collect()));
  }
}
