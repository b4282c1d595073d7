import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { userId } from './ids.js';
import { playedEvent } from './playback.js';

export const reportPlayback = defineEndpoint({
  name: 'reportPlayback',
  service: 'media',
  method: 'POST',
  path: '/api/events',
  access: 'viewer',
  summary: 'The player reports which seconds were really played since its last report.',
  body: z.object({ events: z.array(playedEvent).min(1).max(100) }),
  status: 202,
  response: z.object({ accepted: z.int() }),
  problems: ['request.invalid', 'file.not-found', 'request.rate-limited'],
});

export const forgetPositions = defineEndpoint({
  name: 'forgetPositions',
  service: 'media',
  method: 'DELETE',
  path: '/api/playback-positions',
  access: 'viewer',
  summary: 'Forgets where one left films and songs; for an admin also somebody else.',
  query: z.object({ userId: userId.optional() }),
  problems: ['request.invalid', 'auth.forbidden'],
});

export const playbackEndpoints = { reportPlayback, forgetPositions };
