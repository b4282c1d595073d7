import { Controller, Res } from '@nestjs/common';
import { health, type OutputOf } from '@hearth/contracts';
import { Handle } from '@hearth/platform';
import type { FastifyReply } from 'fastify';
import { HouseHealth } from './house-health.js';

@Controller()
export class HealthController {
  constructor(private readonly house: HouseHealth) {}

  @Handle(health)
  async health(@Res({ passthrough: true }) reply: FastifyReply): Promise<OutputOf<typeof health>> {
    const report = await this.house.report();
    if (report.status === 'failing') void reply.status(503);
    return report;
  }
}
