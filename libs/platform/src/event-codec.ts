import {
  envelopeOf,
  type Envelope,
  type EventDefinition,
  type EventId,
  type PayloadOf,
} from '@hearth/contracts';
import { v7 } from 'uuid';
import { correlationId } from './correlation.js';

/** A new event around its payload, which must be as the definition says. */
export function envelop<E extends EventDefinition>(event: E, payload: PayloadOf<E>): Envelope<PayloadOf<E>> {
  return {
    id: v7() as EventId,
    occurredAt: new Date().toISOString(),
    correlationId: correlationId(),
    payload: event.payload.parse(payload) as PayloadOf<E>,
  };
}

/** Reads a message by its subject among the definitions given. Throws what zod throws. */
export function readEnvelope(
  definitions: readonly EventDefinition[],
  subject: string,
  data: unknown,
): Envelope<unknown> | undefined {
  const definition = definitions.find((candidate) => candidate.subject === subject);
  return definition && (envelopeOf(definition.payload).parse(data) as Envelope<unknown>);
}
