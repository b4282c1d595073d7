import { z } from 'zod';
import { defineEvent } from './event.js';
import { sessionId, userId } from './ids.js';
import { role } from './user.js';

export const userChanged = defineEvent({
  subject: 'hearth.identity.user.changed.v1',
  summary: 'A person was added, renamed or given another role.',
  payload: z.object({ userId, username: z.string(), role, revision: z.int() }),
  publisher: 'media',
  consumers: ['analytics'],
});

export const sessionRevoked = defineEvent({
  subject: 'hearth.identity.session.revoked.v1',
  summary: 'A session was ended; its access tokens are refused from now on, and its sockets close.',
  payload: z.object({ sessionId, userId, reason: z.enum(['logout', 'refresh-reused', 'revoked']) }),
  publisher: 'media',
  consumers: ['media', 'gateway', 'analytics'],
});

export const identityEvents = { userChanged, sessionRevoked };
