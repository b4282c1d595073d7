import { z } from 'zod';
import { eventId } from './ids.js';

/** What every event carries around its payload. Consumers are idempotent on `id`. */
export function envelopeOf<P extends z.ZodType>(payload: P) {
  return z.object({
    id: eventId,
    occurredAt: z.iso.datetime(),
    /** The id of the request that led to this event, as nginx gave it, or of the work that did. */
    correlationId: z.string(),
    payload,
  });
}

export interface Envelope<P> {
  readonly id: z.infer<typeof eventId>;
  readonly occurredAt: string;
  readonly correlationId: string;
  readonly payload: P;
}

export interface EventDefinition<P extends z.ZodType = z.ZodType> {
  /** `hearth.<context>.<noun>.<past participle>.v<major>`; `hearth.live.…` is never stored. */
  readonly subject: string;
  readonly summary: string;
  readonly payload: P;
  readonly publisher: string;
  readonly consumers: readonly string[];
}

/** The one definition of an event that crosses services. */
export function defineEvent<P extends z.ZodType>(definition: EventDefinition<P>): EventDefinition<P> {
  return definition;
}

export type PayloadOf<E extends EventDefinition> = z.output<E['payload']>;
