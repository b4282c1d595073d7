import { z } from 'zod';
import { defineEvent } from './event.js';
import { deviceId, pairingId, sessionId, userId } from './ids.js';
import { role } from './user.js';

export const userChanged = defineEvent({
  subject: 'hearth.identity.user.changed.v1',
  summary: 'A person was added, renamed or given another role.',
  payload: z.object({ userId, username: z.string(), role, revision: z.int() }),
  publishers: ['media'],
  consumers: ['analytics'],
});

export const sessionRevoked = defineEvent({
  subject: 'hearth.identity.session.revoked.v1',
  summary: 'A session was ended; its access tokens are refused from now on, and its sockets close.',
  payload: z.object({ sessionId, userId, reason: z.enum(['logout', 'refresh-reused', 'revoked']) }),
  publishers: ['media'],
  consumers: ['media', 'gateway', 'analytics'],
});

export const sessionOutdated = defineEvent({
  subject: 'hearth.identity.session.outdated.v1',
  summary:
    'What a session may do was changed; its access tokens of before (a lower `ver`) count as expired, and its sockets close.',
  payload: z.object({ sessionId, userId, version: z.int() }),
  publishers: ['media'],
  consumers: ['media', 'gateway', 'analytics'],
});

const device = z.object({ deviceId, ownerId: userId, name: z.string(), role });

export const devicePaired = defineEvent({
  subject: 'hearth.identity.device.paired.v1',
  summary: 'A device has joined by a code.',
  payload: device.extend({
    pairingId,
    /** The device that made the invitation, where one did. */
    invitedByDeviceId: deviceId.optional(),
    pairedAt: z.iso.datetime(),
  }),
  publishers: ['media'],
  consumers: ['gateway'],
});

export const deviceChanged = defineEvent({
  subject: 'hearth.identity.device.changed.v1',
  summary: 'A device was renamed, given another role, or has brought files.',
  payload: device,
  publishers: ['media'],
  consumers: ['gateway'],
});

export const deviceRevoked = defineEvent({
  subject: 'hearth.identity.device.revoked.v1',
  summary: 'A device was signed out, or forgotten altogether.',
  payload: z.object({ deviceId, ownerId: userId, outcome: z.enum(['signed-out', 'forgotten']) }),
  publishers: ['media'],
  consumers: ['gateway'],
});

export const identityEvents = {
  userChanged,
  sessionRevoked,
  sessionOutdated,
  devicePaired,
  deviceChanged,
  deviceRevoked,
};
