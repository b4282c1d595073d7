import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';

const parkedEvent = z.object({
  /** Its number among those that are parked. */
  number: z.int(),
  /** Which consumer could not handle it. */
  durable: z.string(),
  subject: z.string(),
  reason: z.string(),
  parkedAt: z.iso.datetime(),
});

export const listParkedEvents = defineEndpoint({
  name: 'listParkedEvents',
  service: 'media',
  method: 'GET',
  path: '/api/events/parked',
  access: 'admin',
  summary:
    'Events that a service failed on again and again and put aside, the latest 100. They are kept for 90 days.',
  response: z.object({ items: z.array(parkedEvent) }),
});

export const retryParkedEvent = defineEndpoint({
  name: 'retryParkedEvent',
  service: 'media',
  method: 'POST',
  path: '/api/events/parked/:number/retry',
  access: 'admin',
  summary: 'Has a parked event handled once more; if that fails again it comes back under another number.',
  params: z.object({ number: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }),
  problems: ['request.invalid', 'event.not-parked'],
});

export const discardParkedEvent = defineEndpoint({
  name: 'discardParkedEvent',
  service: 'media',
  method: 'DELETE',
  path: '/api/events/parked/:number',
  access: 'admin',
  summary: 'Throws a parked event away: the service that failed on it never handles it.',
  params: z.object({ number: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }),
  problems: ['request.invalid', 'event.not-parked'],
});

export const parkedEventsEndpoints = { listParkedEvents, retryParkedEvent, discardParkedEvent };
