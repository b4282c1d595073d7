import { Injectable } from '@nestjs/common';
import { countBinned, findBinned } from '@hearth/catalog';
import { hasRole, type FileId, type InputOf, type listBin, type OutputOf } from '@hearth/contracts';
import type { Caller } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { presentFile } from '../library/present-file.js';
import { LONGEST_LIST_MS, withinTime } from '../library/within-time.js';
import { readPlace, writePlace } from '../list-place.js';
import { SignedLinks } from '../streaming/signed-links.js';
import { BIN_KEPT_MS } from './bin-kept.js';

const DEFAULT_LIMIT = 50;
/** Postgres' text of a moment, with its microseconds, and the id. */
const place = z.tuple([z.string().regex(/^[-\d :.+]{10,40}$/), z.uuid()]);

/** Answers what is in the bin. */
@Injectable()
export class BinList {
  constructor(
    private readonly database: DataSource,
    private readonly links: SignedLinks,
  ) {}

  async find(caller: Caller, query: InputOf<typeof listBin>['query']): Promise<OutputOf<typeof listBin>> {
    const of = hasRole(caller.role, 'admin') ? undefined : caller.userId;
    const limit = query.pageSize ?? query.limit ?? DEFAULT_LIMIT;
    const isNumbered = query.page !== undefined || query.pageSize !== undefined;
    const [key, id] = query.cursor === undefined ? [] : readPlace(place, query.cursor);
    const after = key === undefined ? undefined : { key, id: id as FileId };
    const offset = after ? 0 : ((query.page ?? 1) - 1) * limit;
    // A far page reads all that comes before it.
    const { rows, total } = await withinTime(this.database, LONGEST_LIST_MS, async (database) => ({
      rows: await findBinned(database, { of, after, offset, limit: limit + 1 }),
      total: isNumbered ? await countBinned(database, of) : undefined,
    }));
    const linkTo = this.links.forSession(caller.sessionId);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: rows.slice(0, limit).map((row) => ({
        ...presentFile(row, linkTo),
        binnedAt: row.unlisted_at.toISOString(),
        expiresAt: new Date(row.unlisted_at.getTime() + BIN_KEPT_MS).toISOString(),
      })),
      nextCursor: last ? writePlace([last.binned_key, last.id]) : null,
      ...(total !== undefined && { total }),
    };
  }

  /** By the database's clock, which says since when files are in the bin; as text, since a Date would lose the microseconds. */
  async now(): Promise<string> {
    const [row] = await this.database.query<[{ now: string }]>('SELECT clock_timestamp()::text AS now');
    return row.now;
  }
}
