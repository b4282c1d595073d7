import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { health, OutputOf } from '@hearth/contracts';
import { HealthChecks, withoutDetails } from '@hearth/platform';
import { GATEWAY_CONFIG, type GatewayConfig } from '../config.js';
import { askForHealth } from './service-health.js';

type Report = OutputOf<typeof health>;

/** Anybody may ask, so asking often must cost nothing. */
const REMEMBERED_MS = 1_000;
const VERSION = (
  JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string }
).version;

/** Whether every service of the house works, as one answer. */
@Injectable()
export class HouseHealth {
  private last: { readonly at: number; readonly report: Promise<Report> } | undefined;

  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    private readonly own: HealthChecks,
  ) {}

  report(): Promise<Report> {
    if (!this.last || performance.now() - this.last.at > REMEMBERED_MS) {
      this.last = { at: performance.now(), report: this.ask() };
    }
    return this.last.report;
  }

  private async ask(): Promise<Report> {
    const asked = Object.entries(this.config.HEARTH_SERVICE_URLS).map(
      async ([name, url]) => [name, await askForHealth(url)] as const,
    );
    const reports = await Promise.all([
      ...asked,
      this.own.report().then((report) => ['gateway', report] as const),
    ]);
    return {
      status: reports.every(([, { status }]) => status === 'ok') ? 'ok' : 'failing',
      version: VERSION,
      timestamp: new Date().toISOString(),
      services: Object.fromEntries(reports.map(([name, report]) => [name, withoutDetails(report)])),
    };
  }
}
