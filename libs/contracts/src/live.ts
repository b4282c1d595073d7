import { z } from 'zod';
import { defineSocket } from './socket.js';

/** The topics that are the whole house's. */
export const LIVE_TOPICS = ['library', 'uploads', 'analytics', 'devices'] as const;

/**
 * What a browser may ask to hear of on `WSS /ws/live`. `uploads` tells how far one's own uploads are, on whatever device, and admins
 * of all. `analytics` is for editors and admins; of `devices` editors hear what concerns their own, admins all, and a paired device
 * what concerns itself, or that one has joined whom it invited. `capture:{id}` is one session of Capture, for its maker and admins.
 */
export const liveTopic = z.union([z.enum(LIVE_TOPICS), z.templateLiteral(['capture:', z.uuid()])]);
export type LiveTopic = z.infer<typeof liveTopic>;

/** From the browser. `cursor` is the last one seen: all that came after it is sent again. */
export const liveRequest = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('subscribe'),
    topics: z.array(liveTopic).min(1).max(10),
    cursor: z.string().max(100).optional(),
  }),
  z.object({ type: z.literal('ping') }),
]);
export type LiveRequest = z.infer<typeof liveRequest>;

/** To the browser. */
export const liveMessage = z.discriminatedUnion('type', [
  /** The subscription stands from this cursor on. */
  z.object({ type: z.literal('subscribed'), topics: z.array(liveTopic), cursor: z.string().nullable() }),
  /** One event of the contracts. Events that are not stored have no cursor. */
  z.object({
    type: z.literal('event'),
    topic: liveTopic,
    subject: z.string(),
    cursor: z.string().nullable(),
    occurredAt: z.iso.datetime(),
    payload: z.unknown(),
  }),
  /** What was missed can't be told any more: fetch what you show anew. */
  z.object({ type: z.literal('reset'), cursor: z.string().nullable() }),
  z.object({ type: z.literal('refused'), detail: z.string() }),
  z.object({ type: z.literal('pong') }),
]);
export type LiveMessage = z.infer<typeof liveMessage>;

export const liveSocket = defineSocket({
  name: 'live',
  path: '/ws/live',
  access: 'viewer',
  summary: 'What changes in the house, as it does.',
  fromClient: liveRequest,
  fromServer: liveMessage,
  maxMessageBytes: 64 * 1024,
});
