import { Controller } from '@nestjs/common';
import { findDuplicates, findListedFiles, findNearGroups, findTags } from '@hearth/catalog';
import {
  listDuplicates,
  listNearDuplicates,
  listTags,
  SHOWN_DUPLICATES,
  type FileId,
  type FileSummary,
  type InputOf,
  type OutputOf,
} from '@hearth/contracts';
import { CalledBy, Handle, Input, type Caller } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { presentFile } from '../library/present-file.js';
import { readPlace, writePlace } from '../list-place.js';
import { SignedLinks } from '../streaming/signed-links.js';

const DEFAULT_TAGS = 200;
const DEFAULT_GROUPS = 20;
const tagPlace = z.tuple([
  z
    .string()
    .max(100)
    .regex(/^[^\0]*$/),
]);
const digestPlace = z.tuple([z.string().regex(/^[0-9a-f]{64}$/)]);

/** What people have said of files, and which files say the same. */
@Controller()
export class OverviewController {
  constructor(
    private readonly database: DataSource,
    private readonly links: SignedLinks,
  ) {}

  @Handle(listTags)
  async tags(@Input() { query }: InputOf<typeof listTags>): Promise<OutputOf<typeof listTags>> {
    const limit = query.limit ?? DEFAULT_TAGS;
    const [after] = query.cursor === undefined ? [] : readPlace(tagPlace, query.cursor);
    const found = await findTags(this.database, { query: query.query, after, limit: limit + 1 });
    const items = found.slice(0, limit);
    return { items, nextCursor: found.length > limit ? writePlace([items.at(-1)?.tag]) : null };
  }

  @Handle(listDuplicates)
  async duplicates(
    @Input() { query }: InputOf<typeof listDuplicates>,
    @CalledBy() { sessionId }: Caller,
  ): Promise<OutputOf<typeof listDuplicates>> {
    const limit = query.limit ?? DEFAULT_GROUPS;
    const [after] = query.cursor === undefined ? [] : readPlace(digestPlace, query.cursor);
    const found = await findDuplicates(this.database, {
      after,
      limit: limit + 1,
      filesShown: SHOWN_DUPLICATES,
    });
    const groups = found.slice(0, limit);
    const items = await this.withFiles(groups, sessionId);
    return { items, nextCursor: found.length > limit ? writePlace([items.at(-1)?.sha256]) : null };
  }

  @Handle(listNearDuplicates)
  async nearDuplicates(
    @Input() { query }: InputOf<typeof listNearDuplicates>,
    @CalledBy() { sessionId }: Caller,
  ): Promise<OutputOf<typeof listNearDuplicates>> {
    const limit = query.limit ?? DEFAULT_GROUPS;
    const [after] = query.cursor === undefined ? [] : readPlace(digestPlace, query.cursor);
    const found = await findNearGroups(this.database, {
      ...{ after, limit: limit + 1, filesShown: SHOWN_DUPLICATES },
    });
    const items = await this.withFiles(found.slice(0, limit), sessionId);
    return { items, nextCursor: found.length > limit ? writePlace([items.at(-1)?.id]) : null };
  }

  private async withFiles<G extends { readonly ids: readonly FileId[] }>(
    groups: readonly G[],
    sessionId: Caller['sessionId'],
  ): Promise<(Omit<G, 'ids'> & { files: FileSummary[] })[]> {
    const rows = await findListedFiles(
      this.database,
      groups.flatMap(({ ids }) => ids),
    );
    const files = new Map(rows.map((row) => [row.id, row]));
    const linkTo = this.links.forSession(sessionId);
    return groups.map(({ ids, ...group }) => ({
      ...group,
      files: ids.flatMap((id): FileSummary[] => {
        const row = files.get(id);
        return row ? [presentFile(row, linkTo)] : [];
      }),
    }));
  }
}
