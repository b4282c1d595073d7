import type { SessionId } from '@hearth/contracts';
import { z } from 'zod';
import { askService } from './ask-service.js';

const refusal = z.object({
  sessionId: z.string().transform((id) => id as SessionId),
  /** Tokens of a lower version are refused; without one the session was ended, and all are. */
  version: z.int().nullable(),
});
export type Refusal = z.output<typeof refusal>;
const refusalList = z.object({ items: z.array(refusal) });

/** The truth about which tokens must not be taken any more; what events tell of it is quicker, but may be lost for a while. */
export interface Refusals {
  /** Those of the last half hour at least, twice as long as a token lives. */
  list(): Promise<readonly Refusal[]>;
}

export const REFUSALS = Symbol('Refusals');

/** For services of the house: nginx does not lead there. */
export const REFUSALS_PATH = '/refused-sessions';

const ANSWER_WITHIN_MS = 3_000;

/** Asked of media, which alone reads the schema that they stand in. */
export class RemoteRefusals implements Refusals {
  private readonly url: URL;

  constructor(
    jwksUrl: string,
    private readonly houseSecret: string | undefined,
  ) {
    this.url = new URL(REFUSALS_PATH, jwksUrl);
  }

  async list(): Promise<readonly Refusal[]> {
    const { status, body } = await askService(this.url, ANSWER_WITHIN_MS, this.houseSecret);
    if (status !== 200) throw new Error(`${this.url.pathname} answered ${status}`);
    return refusalList.parse(body).items;
  }
}
