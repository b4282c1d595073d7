import { durationMs, parseConfig, port, serviceConfig, sizeBytes } from '@hearth/platform';
import { z } from 'zod';

/** `media=http://127.0.0.1:4001,indexer=http://…`: the services whose health is told together. */
const serviceUrls = z
  .string()
  .regex(
    /^[a-z]+=https?:\/\/[^,=]+(,[a-z]+=https?:\/\/[^,=]+)*$/,
    'must be name=url pairs with commas between them',
  )
  .transform((text) =>
    Object.fromEntries(text.split(',').map((pair) => pair.split('=') as [string, string])),
  );

/** `stun:stun.example:3478`, with commas between several. */
const iceUrls = z
  .string()
  .regex(/^(stuns?:[^\s,]+(,stuns?:[^\s,]+)*)?$/, 'must be stun: addresses with commas between them')
  .transform((text) => text.split(',').filter((url) => url !== ''));

const gatewayConfig = serviceConfig.extend({
  /** As devices reach the hub; it stands in links and QR codes. */
  HEARTH_PUBLIC_URL: z.url(),
  HEARTH_JWKS_URL: z.url(),
  /** What tokens of Capture are signed with, and nothing else. */
  HEARTH_CAPTURE_SECRET: z.string().min(32),
  /** The library's folder, which takes are filed into. */
  HEARTH_LIBRARY: z.string().min(1),
  HEARTH_SERVICE_URLS: serviceUrls,
  /** Where the edge listens, `host:port`, to see whether it does and when its certificate ends; without it nobody is told. */
  HEARTH_EDGE_ADDRESS: z
    .string()
    .regex(/^[^\s/@]+:\d+$/, 'must be host:port')
    .optional(),
  /** How long a drop can be joined after it was made. */
  HEARTH_DROP_SESSION_LIFETIME: durationMs.prefault('24h'),
  /** How much may go through the hub in one drop. */
  HEARTH_DROP_RELAY_QUOTA: sizeBytes.prefault('200GiB'),
  /** The port of the hub's own TURN server, as devices reach it; without it there is none. */
  HEARTH_TURN_PORT: port.optional(),
  HEARTH_TURN_SECRET: z.string().min(16).optional(),
  /** Other people's servers, with commas between them. None by default: each learns who hands files to whom, and when. */
  HEARTH_ICE_URLS: iceUrls.prefault(''),
});
export type GatewayConfig = z.output<typeof gatewayConfig>;

export const readConfig = (environment: NodeJS.ProcessEnv): GatewayConfig =>
  parseConfig(gatewayConfig, environment);

export const GATEWAY_CONFIG = Symbol('GatewayConfig');
