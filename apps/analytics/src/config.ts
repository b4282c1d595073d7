import { durationMs, parseConfig, serviceConfig } from '@hearth/platform';
import { z } from 'zod';

const analyticsConfig = serviceConfig.extend({
  /** The folder that nginx writes its hourly access logs to. */
  HEARTH_ACCESS_LOGS: z.string(),
  /** Only to see how full its disk is; without it nobody is told. */
  HEARTH_LIBRARY: z.string().optional(),
  HEARTH_JWKS_URL: z.url(),
  /** How long single accesses are kept; the figures made of them stay. */
  HEARTH_ACCESS_LOG_RETENTION: durationMs.prefault('400d'),
});
export type AnalyticsConfig = z.output<typeof analyticsConfig>;

export const readConfig = (environment: NodeJS.ProcessEnv): AnalyticsConfig =>
  parseConfig(analyticsConfig, environment);

export const ANALYTICS_CONFIG = Symbol('AnalyticsConfig');
