import { Controller } from '@nestjs/common';
import {
  FAILED_STEPS_LIST,
  LEFT_OUT_LIST,
  repeatStep as haveStepDoneAgain,
  retryFailedSteps,
  type FailedStep,
  type LeftOut,
} from '@hearth/catalog';
import {
  listFailures,
  listLeftOut,
  repeatStep,
  retryFailures,
  type InputOf,
  type OutputOf,
} from '@hearth/contracts';
import { Handle, HearthError, Input } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { findPage } from '../find-page.js';

@Controller()
export class FailuresController {
  constructor(private readonly database: DataSource) {}

  @Handle(listFailures)
  async list(@Input() { query }: InputOf<typeof listFailures>): Promise<OutputOf<typeof listFailures>> {
    const list = { sql: FAILED_STEPS_LIST, parameters: [], direction: 'DESC' } as const;
    const { rows, ...page } = await findPage<FailedStep>(this.database, list, query);
    const items = rows.map(({ id, failed_at: failedAt, retry_at: retryAt, ...rest }) => ({
      fileId: id,
      ...rest,
      failedAt: failedAt.toISOString(),
      retryAt: retryAt?.toISOString() ?? null,
    }));
    return { items, ...page };
  }

  @Handle(retryFailures)
  async retry(@Input() { body }: InputOf<typeof retryFailures>): Promise<OutputOf<typeof retryFailures>> {
    return { retried: await retryFailedSteps(this.database, body) };
  }

  @Handle(listLeftOut)
  async leftOut(@Input() { query }: InputOf<typeof listLeftOut>): Promise<OutputOf<typeof listLeftOut>> {
    const list = { sql: LEFT_OUT_LIST, parameters: [], direction: 'ASC' } as const;
    const { rows, ...page } = await findPage<LeftOut>(this.database, list, query);
    return { items: rows.map(({ path, reason }) => ({ path, reason })), ...page };
  }

  @Handle(repeatStep)
  async repeat(@Input() { params, body }: InputOf<typeof repeatStep>): Promise<void> {
    const isThere = await haveStepDoneAgain(this.database, params.id, body.step);
    if (!isThere) throw new HearthError('file.not-found');
  }
}
