import {
  Injectable,
  Logger,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { DeviceId } from '@hearth/contracts';
import { endpointOf } from '@hearth/platform';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import { findAddress } from '../sign-in/client.js';

const EVERY_MS = 60_000;

/** Notes when and where a paired device was last seen, once a minute at most and beside the answer. */
@Injectable()
export class DeviceSightings implements NestInterceptor {
  private readonly logger = new Logger('DeviceSightings');
  private readonly notedAt = new Map<DeviceId, number>();

  constructor(private readonly database: DataSource) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { caller, ip } = context.switchToHttp().getRequest<FastifyRequest>();
    // Bytes are asked for thousands of times in a film, and who watches one asks for other things as well.
    const isAboutBytes = endpointOf(context)?.contentType !== undefined;
    if (caller?.deviceId && !isAboutBytes) this.note(caller.deviceId, ip);
    return next.handle();
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
