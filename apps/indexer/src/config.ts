import { parseConfig, serviceConfig, sizeBytes } from '@hearth/platform';
import { z } from 'zod';

const indexerConfig = serviceConfig.extend({
  HEARTH_REDIS_URL: z.string().startsWith('redis'),
  /** The folder whose files are indexed. */
  HEARTH_LIBRARY: z.string().startsWith('/', { error: 'must be an absolute path' }),
  /** Where thumbnails and renditions go. */
  HEARTH_DERIVED: z.string().startsWith('/', { error: 'must be an absolute path' }),
  /** What renditions of films and full-size pictures may take of the disk; beyond that those go that were not used for longest. */
  HEARTH_RENDITIONS_MAX: sizeBytes.prefault('20GiB'),
  /** Whether films that phones send home are made ready before anybody opens them. */
  HEARTH_RENDITIONS_AHEAD: z.enum(['0', '1']).default('1'),
});
export type IndexerConfig = Readonly<z.output<typeof indexerConfig>>;

export const INDEXER_CONFIG = Symbol('IndexerConfig');

export function readIndexerConfig(environment: Record<string, string | undefined>): IndexerConfig {
  return parseConfig(indexerConfig, environment);
}
