import { z } from 'zod';
import type { ServiceName } from './endpoint.js';
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
  readonly publishers: readonly ServiceName[];
  readonly consumers: readonly ServiceName[];
}

/** The one definition of an event that crosses services. */
export function defineEvent<P extends z.ZodType>(definition: EventDefinition<P>): EventDefinition<P> {
  return definition;
}

/** Whether an event is kept in the stream until it is handled. */
export function isStored({ subject }: EventDefinition): boolean {
  return !subject.startsWith('hearth.live.');
}

/** What a stream must take in to keep these events: a subject with a wildcard for each of their contexts, in order. */
export function storedSubjects(definitions: readonly EventDefinition[]): string[] {
  const contexts = definitions.filter(isStored).map(({ subject }) => subject.split('.')[1] ?? '');
  return [...new Set(contexts)].sort().map((context) => `hearth.${context}.>`);
}

export type PayloadOf<E extends EventDefinition> = z.output<E['payload']>;
