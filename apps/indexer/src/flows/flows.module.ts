import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { QueueConnection } from '../queue-connection.js';
import type { Flow, FlowHandler } from './define-flow.js';
import { FlowPlanner } from './flow-planner.js';
import { FlowWorker, type FlowJob } from './flow-worker.js';
import { QUEUE_OPTIONS, QUEUE_PREFIX } from './queue-options.js';

/** One for each flow. */
@Module({})
class FlowOfFeature {}

/** Redis for the queues, and the clock for what recurs. Imported once. */
@Module({
  imports: [
    ScheduleModule.forRoot(),
    BullModule.forRootAsync({
      useFactory: ({ client }: QueueConnection) => ({
        connection: client,
        prefix: QUEUE_PREFIX,
        ...QUEUE_OPTIONS,
      }),
      inject: [QueueConnection],
    }),
  ],
})
export class FlowsModule {
  /**
   * A feature's flow: its queue, its planner and its workers. `handler` is a provider of the feature; what it needs comes from
   * `imports`.
   */
  static forFeature(
    flow: Flow,
    handler: Type<FlowHandler>,
    imports: NonNullable<DynamicModule['imports']> = [],
  ): DynamicModule {
    return {
      module: FlowOfFeature,
      imports: [BullModule.registerQueue({ name: flow.name }), ...imports],
      providers: [
        handler,
        {
          provide: FlowPlanner,
          useFactory: (queue: Queue<FlowJob>, database: DataSource) => new FlowPlanner(flow, queue, database),
          inject: [getQueueToken(flow.name), DataSource],
        },
        {
          provide: FlowWorker,
          useFactory: (work: FlowHandler, database: DataSource, redis: QueueConnection) =>
            new FlowWorker(flow, work, database, redis),
          inject: [handler, DataSource, QueueConnection],
        },
      ],
    };
  }
}
