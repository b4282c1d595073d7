export const SERVICE_NAMES = ['media', 'indexer', 'analytics', 'gateway'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];
