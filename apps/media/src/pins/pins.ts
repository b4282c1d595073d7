import { Injectable } from '@nestjs/common';
import { findListedFiles, findListedIds, type ListedFile } from '@hearth/catalog';
import { MOST_PINS, type FileId } from '@hearth/contracts';
import { type Caller, HearthError, returning } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { findPage, momentKey, type PageQuery } from '../find-page.js';

type Holder = Pick<Caller, 'deviceId' | 'sessionId'>;

/** What devices keep for when the hub is away. It only stands here; the bytes are fetched and kept by the device itself. */
@Injectable()
export class Pins {
  constructor(private readonly database: DataSource) {}

  /** Throws `file.not-found` and `pin.too-many`. */
  async add(holder: Holder, id: FileId): Promise<void> {
    if (!(await findListedIds(this.database, [id])).has(id)) throw new HearthError('file.not-found');
    const [deviceId, sessionId] = keysOf(holder);
    const added = await returning(
      this.database,
      `INSERT INTO identity.pins (device_id, session_id, file_id)
       SELECT $1::uuid, $2::uuid, $3::uuid
       WHERE (SELECT count(*) FROM identity.pins WHERE ${HELD}) < ${MOST_PINS}
       ON CONFLICT DO NOTHING RETURNING file_id`,
      [deviceId, sessionId, id],
    );
    if (added.length === 0 && !(await this.has(holder, id))) throw new HearthError('pin.too-many');
  }

  async remove(holder: Holder, id: FileId): Promise<void> {
    await this.database.query(`DELETE FROM identity.pins WHERE ${HELD} AND file_id = $3`, [
      ...keysOf(holder),
      id,
    ]);
  }

  async list(
    holder: Holder,
    query: PageQuery,
  ): Promise<{ rows: ListedFile[]; nextCursor: string | null; total?: number }> {
    const { rows: pinned, ...page } = await findPage<{ id: FileId }>(
      this.database,
      {
        sql: `SELECT file_id AS id, ${momentKey('pinned_at')} AS "pageKey" FROM identity.pins WHERE ${HELD}`,
        parameters: keysOf(holder),
        direction: 'DESC',
      },
      query,
    );
    const ids = pinned.map(({ id }) => id);
    const files = new Map((await findListedFiles(this.database, ids)).map((file) => [file.id, file]));
    return { rows: ids.flatMap((id) => files.get(id) ?? []), ...page };
  }

  private async has(holder: Holder, id: FileId): Promise<boolean> {
    const rows = await this.database.query<unknown[]>(
      `SELECT FROM identity.pins WHERE ${HELD} AND file_id = $3`,
      [...keysOf(holder), id],
    );
    return rows.length > 0;
  }
}

const HELD = '(device_id = $1::uuid OR session_id = $2::uuid)';

/** A paired device is the same one in each of its sessions. */
function keysOf({ deviceId, sessionId }: Holder): [string | null, string | null] {
  return deviceId === undefined ? [null, sessionId] : [deviceId, null];
}
