import { z } from 'zod';
import { dropJoin, dropJoined, dropSaid, dropWords, dropWordsId } from './drop.js';
import { defineEndpoint } from './endpoint.js';
import { dropSessionId } from './ids.js';
import { displayName } from './text.js';

const sessionParams = z.object({ sessionId: dropSessionId });

export const createDropSession = defineEndpoint({
  name: 'createDropSession',
  service: 'gateway',
  method: 'POST',
  path: '/api/drop/sessions',
  access: 'viewer',
  summary:
    'Makes a place where devices hand files to each other. The page adds the key to the address’s fragment; the hub never sees it.',
  body: z
    .object({
      password: z.string().min(1).max(1000).optional(),
      label: displayName({ max: 100 }).optional(),
      words: dropWords.optional(),
    })
    .optional(),
  status: 201,
  response: z.object({
    sessionId: dropSessionId,
    url: z.url(),
    qrSvg: z.string(),
    expiresAt: z.iso.datetime(),
  }),
  problems: ['request.invalid', 'request.rate-limited', 'drop.words-taken'],
});

export const houseDropSession = defineEndpoint({
  name: 'houseDropSession',
  service: 'gateway',
  method: 'GET',
  path: '/api/drop/house',
  access: 'viewer',
  summary:
    'The session in which the devices of this house find each other. Its key comes from the hub, as there is nobody else to hand it on.',
  response: z.object({
    sessionId: dropSessionId,
    /** 32 bytes in base64url. */
    key: z.string(),
    expiresAt: z.iso.datetime(),
  }),
});

export const dropSession = defineEndpoint({
  name: 'dropSession',
  service: 'gateway',
  method: 'GET',
  path: '/api/drop/sessions/:sessionId',
  access: 'open',
  summary: 'What whoever was sent the address of a session may know before joining it.',
  params: sessionParams,
  response: z.object({
    label: z.string().nullable(),
    needsPassword: z.boolean(),
    expiresAt: z.iso.datetime(),
  }),
  problems: ['request.invalid', 'request.rate-limited', 'drop.session-not-found', 'drop.session-expired'],
});

export const dropSessionByWords = defineEndpoint({
  name: 'dropSessionByWords',
  service: 'gateway',
  method: 'GET',
  path: '/api/drop/words/:wordsId',
  access: 'open',
  summary:
    'The session that was made with these words, and its key sealed under them. The words themselves never come to the hub: what is asked for is derived from them.',
  params: z.object({ wordsId: dropWordsId }),
  response: z.object({ sessionId: dropSessionId, sealedKey: dropWords.shape.sealedKey }),
  problems: ['request.invalid', 'request.rate-limited', 'drop.session-not-found', 'drop.session-expired'],
});

export const endDropSession = defineEndpoint({
  name: 'endDropSession',
  service: 'gateway',
  method: 'DELETE',
  path: '/api/drop/sessions/:sessionId',
  access: 'viewer',
  summary: 'Ends a session of one’s own: everyone in it is told and put out.',
  params: sessionParams,
  problems: ['request.invalid', 'auth.forbidden', 'drop.session-not-found', 'drop.session-expired'],
});

export const dropIceServers = defineEndpoint({
  name: 'dropIceServers',
  service: 'gateway',
  method: 'GET',
  path: '/api/drop/ice-servers',
  access: 'ticket',
  summary:
    'Servers that help two devices to reach each other (RTCIceServer), with credentials for an hour at most.',
  response: z.object({
    iceServers: z.array(
      z.object({
        urls: z.array(z.string()),
        username: z.string().optional(),
        credential: z.string().optional(),
      }),
    ),
    expiresAt: z.iso.datetime(),
  }),
});

export const dropHealth = defineEndpoint({
  name: 'dropHealth',
  service: 'gateway',
  method: 'GET',
  path: '/api/drop/health',
  access: 'open',
  summary: 'Whether devices can meet now, and how many sessions there are.',
  response: z.object({ status: z.literal('ok'), sessions: z.int(), timestamp: z.iso.datetime() }),
});

export const joinDrop = defineEndpoint({
  name: 'joinDrop',
  service: 'gateway',
  method: 'POST',
  path: '/api/drop/members',
  access: 'open',
  summary: 'Joins a session without a WebSocket; what others say then comes by `GET /api/drop/events`.',
  body: dropJoin,
  status: 201,
  response: dropJoined,
  problems: [
    'request.invalid',
    'request.rate-limited',
    'drop.session-not-found',
    'drop.session-expired',
    'drop.password-wrong',
    'drop.session-full',
  ],
});

export const dropEvents = defineEndpoint({
  name: 'dropEvents',
  service: 'gateway',
  method: 'GET',
  path: '/api/drop/events',
  access: 'ticket',
  summary:
    'What a member of a session hears, as server-sent events. `Last-Event-ID` takes up where a lost connection was.',
  contentType: 'text/event-stream',
});

export const sendDropSignal = defineEndpoint({
  name: 'sendDropSignal',
  service: 'gateway',
  method: 'POST',
  path: '/api/drop/signals',
  access: 'ticket',
  summary: 'Says something as a member of a session, as on the WebSocket.',
  body: dropSaid,
  maxBodyBytes: 64 * 1024,
  problems: ['request.invalid', 'request.rate-limited', 'drop.peer-not-found'],
});

const transferParams = z.object({ transferId: z.uuid() });
const RELAY_PROBLEMS = [
  'request.invalid',
  'request.rate-limited',
  'drop.relay-taken',
  'drop.relay-unmet',
  'drop.relay-broken',
  'drop.quota-exceeded',
] as const;

export const sendThroughDrop = defineEndpoint({
  name: 'sendThroughDrop',
  service: 'gateway',
  method: 'PUT',
  path: '/api/drop/relay/:transferId',
  access: 'ticket',
  summary:
    'Hands sealed bytes of any number to the member of the session that asks for the same id, straight through and as fast as that reads. Answered when all were taken.',
  params: transferParams,
  problems: RELAY_PROBLEMS,
});

export const receiveThroughDrop = defineEndpoint({
  name: 'receiveThroughDrop',
  service: 'gateway',
  method: 'GET',
  path: '/api/drop/relay/:transferId',
  access: 'ticket',
  summary: 'The bytes that another member sends under this id. Waits up to 30 s for them to begin.',
  params: transferParams,
  contentType: 'application/octet-stream',
  problems: RELAY_PROBLEMS,
});

export const dropEndpoints = {
  createDropSession,
  houseDropSession,
  dropSession,
  dropSessionByWords,
  endDropSession,
  dropIceServers,
  dropHealth,
  joinDrop,
  dropEvents,
  sendDropSignal,
  sendThroughDrop,
  receiveThroughDrop,
};
