import { macAddress } from '@hearth/contracts';
import { durationMs, parseConfig, serviceConfig, sizeBytes } from '@hearth/platform';
import { z } from 'zod';
import { SigningKey } from './signing-key.js';
import { wakeTarget } from './wake-target.js';

const mediaConfig = serviceConfig.extend({
  HEARTH_REDIS_URL: z.string().startsWith('redis'),
  HEARTH_PUBLIC_URL: z.url(),
  /** The library's folder, as people know it. */
  HEARTH_LIBRARY: z.string().min(1),
  HEARTH_DERIVED: z.string().min(1),
  /** PKCS #8 in PEM, on the curve P-256. */
  HEARTH_JWT_PRIVATE_KEY: z.string().transform((pem, context) => {
    try {
      return new SigningKey(pem);
    } catch {
      context.addIssue('must be a P-256 private key in PEM');
      return z.NEVER;
    }
  }),
  /** Shared with nginx, which checks what media signs with it. */
  HEARTH_LINK_SECRET: z.string().min(16),
  /** What a phone is told that it joins. */
  HEARTH_HUB_NAME: z.string().min(1).max(100).default('Hearth'),
  /** The largest file that may be uploaded. */
  HEARTH_MAX_UPLOAD: sizeBytes.prefault('64GiB'),
  /** Where ClamAV listens, `host:port` or the path of its socket; without it nothing is scanned. */
  HEARTH_CLAMAV: z.string().min(1).optional(),
  /** How long ClamAV may say and take nothing. */
  HEARTH_CLAMAV_TIMEOUT: durationMs.prefault('5m'),
  /** Of the network card of the box on which the library lies, where that may sleep. */
  HEARTH_LIBRARY_MAC: macAddress.optional(),
  /** Where it is woken, `address` or `address:port`; without it in every network of this machine. */
  HEARTH_LIBRARY_WAKE: wakeTarget.optional(),
  /** Of a map's pictures, with `{z}`, `{x}` and `{y}`; browsers ask for them. */
  HEARTH_MAP_TILES: z.string().startsWith('https://').optional(),
  /** What is said in the corner of that map. */
  HEARTH_MAP_CREDIT: z.string().max(200).optional(),
  HEARTH_ADMIN_USERNAME: z.string().min(1).max(100).default('admin'),
  /** Needed once, while there are no users. */
  HEARTH_ADMIN_PASSWORD: z.string().min(8).max(1000).optional(),
});
export type MediaConfig = Readonly<z.output<typeof mediaConfig>>;

export const MEDIA_CONFIG = Symbol('MediaConfig');

export function readMediaConfig(environment: Record<string, string | undefined>): MediaConfig {
  return parseConfig(mediaConfig, environment);
}
