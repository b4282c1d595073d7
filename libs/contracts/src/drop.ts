import { z } from 'zod';
import { dropSessionId, peerId } from './ids.js';
import { defineSocket } from './socket.js';
import { displayName } from './text.js';

const MAX_MESSAGE_BYTES = 64 * 1024;

/** Ciphertext that the hub cannot read and does not look at, in whichever form of text two devices agree on; Hearth's own pages use base64url. */
const sealed = z.string().min(1).max(MAX_MESSAGE_BYTES);

/** 16 bytes derived from the words of a session, in base64url. */
export const dropWordsId = z.string().regex(/^[\w-]{22}$/, 'must be 22 characters of base64url');

/** What is kept of the six words by which a session may be joined: too little to find the words again. */
export const dropWords = z.object({
  id: dropWordsId,
  /** Nonce and ciphertext (AES-256-GCM) of the session's key, in base64url. */
  sealedKey: z
    .string()
    .min(40)
    .max(120)
    .regex(/^[\w-]+$/, 'must be base64url'),
});
export type DropWords = z.infer<typeof dropWords>;

/** What devices say to each other through the hub. */
export const DROP_SIGNALS = ['offer', 'answer', 'candidate', 'signal'] as const;
const dropSignalType = z.enum(DROP_SIGNALS);

export const dropPeer = z.object({ peerId, name: z.string() });
export type DropPeer = z.infer<typeof dropPeer>;

/** Who joins, and with which password where the session has one. */
export const dropJoin = z.object({
  sessionId: dropSessionId,
  name: displayName({ max: 60 }),
  password: z.string().max(1000).optional(),
});

const said = {
  signal: z.object({ type: dropSignalType, to: peerId, sealed }),
  leave: z.object({ type: z.literal('leave') }),
  ping: z.object({ type: z.literal('ping') }),
};

/** What a member may say once it has joined. */
export const dropSaid = z.discriminatedUnion('type', [said.signal, said.leave, said.ping]);
export type DropSaid = z.infer<typeof dropSaid>;

export const dropRequest = z.discriminatedUnion('type', [
  dropJoin.extend({ type: z.literal('join') }),
  said.signal,
  said.leave,
  said.ping,
]);

/** Why something that was said is not done. */
export const DROP_REFUSALS = [
  'drop.session-not-found',
  'drop.session-expired',
  'drop.password-wrong',
  'drop.session-full',
  'drop.peer-not-found',
  'request.invalid',
  'request.rate-limited',
  'service.unavailable',
] as const;

export const dropJoined = z.object({
  type: z.literal('joined'),
  peerId,
  /** For requests in the name of this member: `Authorization: Bearer …`. */
  memberToken: z.string(),
  peers: z.array(dropPeer),
});
export type DropJoined = z.infer<typeof dropJoined>;

export const dropMessage = z.discriminatedUnion('type', [
  dropJoined,
  z.object({ type: z.literal('peer-joined'), peer: dropPeer }),
  z.object({ type: z.literal('peer-left'), peerId }),
  /** `from` is set by the hub. */
  z.object({ type: dropSignalType, from: peerId, sealed }),
  z.object({ type: z.literal('refused'), code: z.enum(DROP_REFUSALS) }),
  z.object({ type: z.literal('ended') }),
  z.object({ type: z.literal('pong') }),
]);
export type DropMessage = z.infer<typeof dropMessage>;

export const dropSocket = defineSocket({
  name: 'drop',
  path: '/ws/drop',
  access: 'open',
  summary: 'Devices of one session find each other and say what the hub cannot read.',
  fromClient: dropRequest,
  fromServer: dropMessage,
  maxMessageBytes: MAX_MESSAGE_BYTES,
});
