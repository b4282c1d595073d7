import { sessionOutdated, sessionRevoked, type PayloadOf } from '@hearth/contracts';
import type { Refusal, Refusals } from '@hearth/platform';
import type { DataSource } from 'typeorm';

/** What media's own outbox says: it is written with each change, and stays there whatever becomes of NATS. */
export class StoredRefusals implements Refusals {
  constructor(private readonly database: DataSource) {}

  async list(): Promise<readonly Refusal[]> {
    type News = PayloadOf<typeof sessionRevoked> | PayloadOf<typeof sessionOutdated>;
    // There are indexes for when an event was published, and for those that were not yet.
    const rows: { payload: News }[] = await this.database.query(
      `SELECT envelope -> 'payload' AS payload FROM identity.outbox
       WHERE (published_at IS NULL OR published_at > now() - interval '30 minutes')
         AND created_at > now() - interval '30 minutes' AND subject IN ($1, $2)`,
      [sessionRevoked.subject, sessionOutdated.subject],
    );
    return rows.map(({ payload }) => ({
      sessionId: payload.sessionId,
      version: 'version' in payload ? payload.version : null,
    }));
  }
}
