import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HealthChecks, withoutDetails } from './health-checks.js';
import { Metrics } from './metrics.js';
import { OperatorRoute } from './operator-route.js';
import { Operators } from './operators.js';

/** For the supervisor, the container engine and Prometheus; nginx does not lead here. */
@Controller()
export class OperatorController {
  constructor(
    private readonly health: HealthChecks,
    private readonly metrics: Metrics,
    private readonly operators: Operators,
  ) {}

  /** The process answers; whether its stores do is another question, and no reason to restart it. */
  @OperatorRoute('anybody')
  @Get('/health/live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Details may hold addresses and messages of ours: they are for who may see the figures. */
  @OperatorRoute('anybody')
  @Get('/health/ready')
  async ready(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const report = await this.health.report();
    const told = this.operators.maySee(request, 'metrics') ? report : withoutDetails(report);
    await reply.status(report.status === 'ok' ? 200 : 503).send(told);
  }

  @OperatorRoute('metrics')
  @Get('/metrics')
  async scrape(@Res() reply: FastifyReply): Promise<void> {
    await reply.type(this.metrics.registry.contentType).send(await this.metrics.registry.metrics());
  }
}
