import { Injectable } from '@nestjs/common';
import type { EventDefinition, PayloadOf } from '@hearth/contracts';
import { envelop } from './event-codec.js';
import { NatsConnection } from './nats-connection.js';

/** Tells whoever listens right now. While NATS is away nobody is told, and nothing is kept. */
@Injectable()
export class LivePublisher {
  constructor(private readonly nats: NatsConnection) {}

  publish<E extends EventDefinition>(event: E, payload: PayloadOf<E>): void {
    this.nats.find()?.publish(event.subject, JSON.stringify(envelop(event, payload)));
  }
}
