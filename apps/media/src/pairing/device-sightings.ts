import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { DeviceId } from '@hearth/contracts';
import type { FastifyInstance } from 'fastify';
import { DataSource } from 'typeorm';
import { findAddress } from '../sign-in/client.js';

const EVERY_MS = 60_000;

/**
 * Notes when and where a paired device was last seen, once a minute at most and after the answer. A hook, as an interceptor
 * would cost each range of a video as much as the decision whether to send it.
 */
@Injectable()
export class DeviceSightings implements OnModuleInit {
  private readonly logger = new Logger('DeviceSightings');
  private readonly notedAt = new Map<DeviceId, number>();

  constructor(
    private readonly database: DataSource,
    private readonly host: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    this.host.httpAdapter
      .getInstance<FastifyInstance>()
      .addHook('onResponse', ({ caller, ip }, _reply, done) => {
        if (caller?.deviceId) this.note(caller.deviceId, ip);
        done();
      });
  }

  private note(deviceId: DeviceId, ip: string): void {
    const now = performance.now();
    if (now - (this.notedAt.get(deviceId) ?? -Infinity) < EVERY_MS) return;
    this.notedAt.set(deviceId, now);
    this.database
      .query(`UPDATE identity.devices SET last_seen_at = now(), last_ip = $2 WHERE id = $1`, [
        deviceId,
        findAddress({ ip }),
      ])
      .catch((error: unknown) => this.logger.debug(`not noted: ${String(error)}`));
  }
}
