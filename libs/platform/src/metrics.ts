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

  constructor() {
    // Looked at ten times a second, not a hundred: the default alone keeps an idle service busy.
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 100 });
  }
}
