import { Injectable } from '@nestjs/common';
import type { EventDefinition, PayloadOf } from '@hearth/contracts';
import { envelop } from './event-codec.js';
import { NatsConnection } from './nats-connection.js';

/** Tells whoever listens right now. While NATS is away nobody is told, and nothing is kept. */
@Injectable()
export class LivePublisher {
  constructor(private readonly nats: NatsConnection) {}

  /** Returns whether it was handed on: who has news that stay true tells them again once NATS is there. */
  publish<E extends EventDefinition>(event: E, payload: PayloadOf<E>): boolean {
    const connection = this.nats.find();
    connection?.publish(event.subject, JSON.stringify(envelop(event, payload)));
    return connection !== undefined;
  }
}
