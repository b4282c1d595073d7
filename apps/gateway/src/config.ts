import { parseConfig, serviceConfig } from '@hearth/platform';
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

const gatewayConfig = serviceConfig.extend({
  /** As devices reach the hub; it stands in links and QR codes. */
  HEARTH_PUBLIC_URL: z.url(),
  HEARTH_JWKS_URL: z.url(),
  HEARTH_SERVICE_URLS: serviceUrls,
});
export type GatewayConfig = z.output<typeof gatewayConfig>;

export const readConfig = (environment: NodeJS.ProcessEnv): GatewayConfig =>
  parseConfig(gatewayConfig, environment);

export const GATEWAY_CONFIG = Symbol('GatewayConfig');
