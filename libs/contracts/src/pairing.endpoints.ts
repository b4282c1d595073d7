import { z } from 'zod';
import { devicePublicKey } from './device-key.js';
import { defineEndpoint } from './endpoint.js';
import { deviceId, pairingId, userId } from './ids.js';
import { listOf, pageQuery } from './paging.js';
import { displayName } from './text.js';
import { user } from './user.js';

/** What a device may be: everything else is for people who sign in with a password. */
export const DEVICE_ROLES = ['viewer', 'editor'] as const;
export const deviceRole = z.enum(DEVICE_ROLES);
export type DeviceRole = z.infer<typeof deviceRole>;

const deviceName = displayName({ max: 100 });
/** As `00:11:22:aa:bb:cc`, however it was written. */
export const macAddress = z
  .string()
  .regex(/^[0-9a-f]{2}([:-]?[0-9a-f]{2}){5}$/i, 'must be a MAC address')
  .transform((mac) => (mac.match(/[0-9a-f]{2}/gi) ?? []).join(':').toLowerCase());

export const device = z.object({
  id: deviceId,
  name: z.string(),
  role: deviceRole,
  owner: z.object({ id: userId, username: z.string() }),
  pairedAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  lastIp: z.string().nullable(),
  /** Seen within the last two minutes. */
  online: z.boolean(),
  /** Set once its tokens were taken away; it stays in the list until it is forgotten. */
  signedOutAt: z.iso.datetime().nullable(),
  filesSynced: z.int(),
  bytesSynced: z.int(),
  lastSyncAt: z.iso.datetime().nullable(),
  /** For Wake-on-LAN, if it was told. */
  macAddress: z.string().nullable(),
  /** Whether it proves a key of its own at each refresh. */
  hasKey: z.boolean(),
  /** The device that let it in, where one did. */
  invitedBy: z.object({ id: deviceId, name: z.string() }).nullable(),
  /** Whether it is the device that asks. */
  current: z.boolean(),
});
export type Device = z.infer<typeof device>;

/** What a phone has scanned, or what a person has read and typed. */
const invitation = {
  token: z
    .string()
    .regex(/^[\w-]{32}$/, 'must be a pairing token')
    .optional(),
  code: z
    .string()
    .regex(/^\d{6}$/, 'must be six digits')
    .optional(),
};
const holdsOne = ({ token, code }: { token?: string | undefined; code?: string | undefined }) =>
  (token === undefined) !== (code === undefined);
const ONE_OF_BOTH = 'must hold either a token or a code';

const INVITATION_PROBLEMS = [
  'request.invalid',
  'request.rate-limited',
  'pairing.not-found',
  'pairing.used',
  'pairing.expired',
  'pairing.revoked',
] as const;

export const generatePairing = defineEndpoint({
  name: 'generatePairing',
  service: 'media',
  method: 'POST',
  path: '/api/pairing/generate',
  access: 'editor',
  summary:
    'Makes an invitation for one device: an address for its camera, whose fragment holds the secret, and a code to type.',
  body: z
    .object({ role: deviceRole.default('viewer'), label: displayName({ max: 100 }).optional() })
    .optional(),
  isProven: true,
  status: 201,
  response: z.object({
    pairingId,
    token: z.string(),
    pairingUrl: z.url(),
    qrSvg: z.string(),
    code: z.string(),
    codeExpiresAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
  }),
  problems: ['request.invalid', 'auth.proof-required', 'auth.proof-invalid'],
});

export const inspectPairing = defineEndpoint({
  name: 'inspectPairing',
  service: 'media',
  method: 'POST',
  path: '/api/pairing/inspect',
  access: 'open',
  summary: 'What a device would join with this invitation. Does not use it up.',
  body: z.object(invitation).refine(holdsOne, ONE_OF_BOTH),
  response: z.object({
    role: deviceRole,
    label: z.string().nullable(),
    hubName: z.string(),
    invitedBy: z.string(),
    expiresAt: z.iso.datetime(),
  }),
  problems: INVITATION_PROBLEMS,
});

export const confirmPairing = defineEndpoint({
  name: 'confirmPairing',
  service: 'media',
  method: 'POST',
  path: '/api/pairing/confirm',
  access: 'open',
  summary:
    'Joins with an invitation, which works once; answers with tokens and sets them as cookies. It stays joined for 30 days after its last refresh.',
  body: z
    .object({ ...invitation, deviceName, publicKey: devicePublicKey.optional() })
    .refine(holdsOne, ONE_OF_BOTH),
  status: 201,
  response: z.object({
    device,
    user,
    token: z.string(),
    refreshToken: z.string(),
    expiresAt: z.iso.datetime(),
  }),
  problems: INVITATION_PROBLEMS,
});

export const cancelPairing = defineEndpoint({
  name: 'cancelPairing',
  service: 'media',
  method: 'DELETE',
  path: '/api/pairing/:pairingId',
  access: 'editor',
  summary: 'Withdraws an invitation of one’s own that nobody has used yet.',
  params: z.object({ pairingId }),
  problems: ['request.invalid', 'pairing.not-found', 'pairing.used'],
});

const deviceParams = z.object({ deviceId });

export const listDevices = defineEndpoint({
  name: 'listDevices',
  service: 'media',
  method: 'GET',
  path: '/api/pairing/devices',
  access: 'editor',
  summary:
    'The paired devices, the newest first: one’s own, for admins all; for a paired device itself alone.',
  query: pageQuery,
  response: listOf(device),
  problems: ['request.invalid'],
});

export const changeDevice = defineEndpoint({
  name: 'changeDevice',
  service: 'media',
  method: 'PATCH',
  path: '/api/pairing/devices/:deviceId',
  access: 'editor',
  isProven: true,
  summary:
    'Renames a device, changes its role (at once), or notes its MAC address for Wake-on-LAN. A paired device changes itself alone, and not its role.',
  params: deviceParams,
  body: z
    .object({
      name: deviceName.optional(),
      role: deviceRole.optional(),
      macAddress: macAddress.nullable().optional(),
    })
    .refine((change) => Object.keys(change).length > 0, 'must change something'),
  response: device,
  problems: [
    'request.invalid',
    'auth.forbidden',
    'device.not-found',
    'auth.proof-required',
    'auth.proof-invalid',
  ],
});

export const revokeDevice = defineEndpoint({
  name: 'revokeDevice',
  service: 'media',
  method: 'POST',
  path: '/api/pairing/revoke/:deviceId',
  access: 'editor',
  summary:
    'Signs a device out: its tokens die and its sockets close within a second. It stays in the list. With `invitedToo` those that it let in are signed out, too. A paired device signs out itself alone.',
  params: deviceParams,
  body: z.object({ invitedToo: z.boolean().default(false) }).optional(),
  problems: ['request.invalid', 'device.not-found'],
});

export const forgetDevice = defineEndpoint({
  name: 'forgetDevice',
  service: 'media',
  method: 'DELETE',
  path: '/api/pairing/devices/:deviceId',
  access: 'editor',
  summary:
    'Signs a device out and takes it off the list; the undo of a pairing. Files that it brought stay. Not for paired devices.',
  params: deviceParams,
  problems: ['request.invalid', 'auth.forbidden', 'device.not-found'],
});

export const wakeDevice = defineEndpoint({
  name: 'wakeDevice',
  service: 'media',
  method: 'POST',
  path: '/api/wake',
  access: 'editor',
  summary: 'Sends a magic packet (Wake-on-LAN) to a device of one’s own or to a MAC address.',
  body: z
    .object({ deviceId: deviceId.optional(), mac: macAddress.optional() })
    .refine((body) => (body.deviceId === undefined) !== (body.mac === undefined), {
      message: 'must hold either a deviceId or a mac',
    }),
  problems: ['request.invalid', 'device.not-found', 'device.no-mac-address', 'service.unavailable'],
});

export const pairingEndpoints = {
  generatePairing,
  inspectPairing,
  confirmPairing,
  cancelPairing,
  listDevices,
  changeDevice,
  revokeDevice,
  forgetDevice,
  wakeDevice,
};
