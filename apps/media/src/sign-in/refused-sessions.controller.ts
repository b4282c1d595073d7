import { Controller, Get, Inject } from '@nestjs/common';
import { OperatorRoute, REFUSALS, REFUSALS_PATH, type Refusal, type Refusals } from '@hearth/platform';

/** For the other services, which ask while NATS does not tell them; nginx does not lead here. */
@Controller()
export class RefusedSessionsController {
  constructor(@Inject(REFUSALS) private readonly refusals: Refusals) {}

  @OperatorRoute('house')
  @Get(REFUSALS_PATH)
  async list(): Promise<{ items: readonly Refusal[] }> {
    return { items: await this.refusals.list() };
  }
}
