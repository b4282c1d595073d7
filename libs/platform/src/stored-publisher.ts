import { Injectable } from '@nestjs/common';
import type { EventDefinition, PayloadOf } from '@hearth/contracts';
import { envelop } from './event-codec.js';
import { NatsConnection } from './nats-connection.js';
import { HearthError } from './problem.js';

/** Tells of what is stored in the stream, for a service without an outbox: what it is about must stay until it has been told. */
@Injectable()
export class StoredPublisher {
  constructor(private readonly nats: NatsConnection) {}

  /** Resolves once the stream has it. Throws `service.unavailable` where that is not certain: whoever called tells it again. */
  async publish<E extends EventDefinition>(event: E, payload: PayloadOf<E>): Promise<void> {
    const envelope = envelop(event, payload);
    try {
      if (!this.nats.isConnected) throw new Error('NATS is away');
      const js = await this.nats.jetstream();
      await js.publish(event.subject, JSON.stringify(envelope), { msgID: envelope.id });
    } catch (cause) {
      throw new HearthError('service.unavailable', { cause, headers: { 'retry-after': '5' } });
    }
  }
}
