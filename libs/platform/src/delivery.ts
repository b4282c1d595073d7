interface Delivery {
  /** It failed, its subject is not of this copy's contracts, or what it holds is not as they say. */
  readonly trouble: 'failed' | 'unknown' | 'malformed';
  /** How often it was delivered, this time included. */
  readonly deliveries: number;
  /** Whether the service has all that it needs: while a store is away nothing is the event's fault. */
  readonly isWell: boolean;
}

export interface DeliveryDecision {
  readonly outcome: 'again' | 'parked' | 'ignored';
  readonly delayMs: number;
}

/** About four minutes, with the delays below. */
const MAX_FAILURES = 12;
/** A copy of a newer version, which knows the event, has its turn by then where one runs. */
const MAX_OFFERS = 8;
const OFFER_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;

/** What becomes of an event that was not handled. Its delay grows, so that a store that is away is not asked without pause. */
export function decideDelivery({ trouble, deliveries, isWell }: Delivery): DeliveryDecision {
  const delayMs = Math.min(1_000 * 2 ** deliveries, LONGEST_DELAY_MS);
  switch (trouble) {
    case 'unknown':
      return { outcome: deliveries < MAX_OFFERS ? 'again' : 'ignored', delayMs: OFFER_DELAY_MS };
    case 'malformed':
      return { outcome: 'parked', delayMs };
    case 'failed':
      return { outcome: isWell && deliveries >= MAX_FAILURES ? 'parked' : 'again', delayMs };
  }
}
