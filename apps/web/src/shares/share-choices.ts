/** How long a link may hold; never for ever. */
export const LIFETIMES = [
  { value: '1h', label: '1 hour' },
  { value: '1d', label: '1 day' },
  { value: '7d', label: '1 week' },
  { value: '30d', label: '30 days' },
  { value: '90d', label: '90 days' },
  { value: '365d', label: '1 year' },
] as const;
export const DEFAULT_LIFETIME = '30d';

/** How often a link may be opened. */
export const USES = [
  { value: '', label: 'As often as they like' },
  { value: '1', label: 'Once' },
  { value: '3', label: '3 times' },
  { value: '10', label: '10 times' },
  { value: '50', label: '50 times' },
] as const;
