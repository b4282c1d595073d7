import { Metrics } from '@hearth/platform';
import { Inject, Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { lookAtEdge, type EdgeLook } from './edge-probe.js';

const TIMEOUT_MS = 2_000;

/** How the edge does, for Prometheus: nginx tells no figures of its own. */
@Injectable()
export class EdgeMetrics {
  constructor(@Inject(GATEWAY_CONFIG) { HEARTH_EDGE_ADDRESS: address }: GatewayConfig, metrics: Metrics) {
    if (address === undefined) return;
    const registers = [metrics.registry];
    let looking: Promise<EdgeLook> | undefined;
    /** One handshake for both. */
    const look = () =>
      (looking ??= lookAtEdge(address, TIMEOUT_MS).finally(() => {
        looking = undefined;
      }));
    const ends: Gauge = new Gauge({
      name: 'hearth_certificate_ends_timestamp_seconds',
      help: 'When the certificate ends that the edge showed last.',
      registers,
      collect: async () => {
        const { certificateEndsAt } = await look();
        if (certificateEndsAt) ends.set(certificateEndsAt.getTime() / 1000);
      },
    });
    const up: Gauge = new Gauge({
      name: 'hearth_edge_up',
      help: 'Whether the edge shakes hands: 1 when it does.',
      registers,
      collect: async () => up.set((await look()).isUp ? 1 : 0),
    });
  }
}
