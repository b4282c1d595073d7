import { z } from 'zod';

const coordinate = z.string().regex(/^[\w-]{43}$/, 'must be 32 bytes in base64url');

/**
 * The public half of a key that stays in the device (RFC 7517 and RFC 7518, section 6.2.1): a P-256 point. Who gives one at
 * sign-in or pairing must prove at each refresh that it still has the private half.
 */
export const devicePublicKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: coordinate,
  y: coordinate,
});
export type DevicePublicKey = z.infer<typeof devicePublicKey>;
