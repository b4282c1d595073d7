import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';

export const healthReport = z.object({
  status: z.enum(['ok', 'failing']),
  checks: z.record(
    z.string(),
    z.object({ status: z.enum(['ok', 'failing']), detail: z.string().optional() }),
  ),
});
export type HealthReport = z.infer<typeof healthReport>;

export const health = defineEndpoint({
  name: 'health',
  service: 'gateway',
  method: 'GET',
  path: '/api/health',
  access: 'open',
  summary: 'Whether each service and the stores behind it work. 503 when one does not.',
  response: z.object({
    status: z.enum(['ok', 'failing']),
    version: z.string(),
    timestamp: z.iso.datetime(),
    services: z.record(z.string(), healthReport),
  }),
});

export const healthEndpoints = { health };
