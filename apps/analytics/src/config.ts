import { durationMs, parseConfig, serviceConfig } from '@hearth/platform';
import { z } from 'zod';

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== '';
  } catch {
    return false;
  }
}

const analyticsConfig = serviceConfig.extend({
  /** The folder that nginx writes its hourly access logs to. */
  HEARTH_ACCESS_LOGS: z.string(),
  /** Only to see how full its disk is; without it nobody is told. */
  HEARTH_LIBRARY: z.string().optional(),
  HEARTH_JWKS_URL: z.url(),
  /** How long single accesses are kept; the figures made of them stay. */
  HEARTH_ACCESS_LOG_RETENTION: durationMs.prefault('400d'),
  /** How long figures bear names; then they are counts alone. */
  HEARTH_NAMES_RETENTION: durationMs.prefault('400d'),
  /** Whose days and hours the figures go by. */
  HEARTH_TIME_ZONE: z
    .string()
    .default(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
    .refine(isTimeZone, 'must be a time zone such as Europe/Berlin'),
  /** What a service shows that brings events in bulk; without it none may. */
  HEARTH_SERVICE_TOKEN: z.string().min(32).optional(),
});
export type AnalyticsConfig = z.output<typeof analyticsConfig>;

export const readConfig = (environment: NodeJS.ProcessEnv): AnalyticsConfig =>
  parseConfig(analyticsConfig, environment);

export const ANALYTICS_CONFIG = Symbol('AnalyticsConfig');
