import { Inject, Injectable } from '@nestjs/common';
import { hasRole, type FileId, type listFiles, type InputOf, type OutputOf } from '@hearth/contracts';
import {
  confirmRemovals,
  countFilesByDay,
  countListedFiles,
  findFile,
  findFilesPage,
  findLibraryStatus,
  parseOrder,
  readCursor,
  writeCursor,
  type FileDetails,
  type FilesFilter,
  type ListedFile,
  type SearchMode,
} from '@hearth/catalog';
import type { libraryStatus, timeline } from '@hearth/contracts';
import { HearthError, type Caller } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';

type ListQuery = InputOf<typeof listFiles>['query'];

interface FoundFiles {
  readonly rows: readonly ListedFile[];
  readonly nextCursor: string | null;
  readonly total?: number;
}

const DEFAULT_LIMIT = 50;
/** Shorter ones are in half of all names, and no trigram index helps to find them. */
const SHORTEST_SUBSTRING = 3;

/** Answers what is in the library. */
@Injectable()
export class Library {
  constructor(
    private readonly database: DataSource,
    @Inject(MEDIA_CONFIG) private readonly config: MediaConfig,
  ) {}

  /** Words first; only where they find nothing at all, any part of a name. */
  async list(query: ListQuery): Promise<FoundFiles> {
    const typed = query.query?.trim() || undefined;
    const mode = query.cursor === undefined ? 'words' : readCursor(query.cursor, parseOrder(query.sort)).mode;
    const found = await this.listBy(mode, { ...query, query: typed });
    const foundNothing = found.total === undefined ? found.rows.length === 0 : found.total === 0;
    const mayFill = query.cursor === undefined && typed !== undefined && typed.length >= SHORTEST_SUBSTRING;
    return foundNothing && mayFill ? this.listBy('substring', { ...query, query: typed }) : found;
  }

  async get(id: FileId): Promise<FileDetails> {
    const row = await findFile(this.database, id);
    if (!row) throw new HearthError('file.not-found');
    return row;
  }

  async countByDay(filter: FilesFilter): Promise<OutputOf<typeof timeline>> {
    const days = await countFilesByDay(this.database, filter);
    const months = new Map<string, number>();
    for (const { day, count } of days) {
      const month = day.slice(0, 7);
      months.set(month, (months.get(month) ?? 0) + count);
    }
    return { months: [...months].map(([month, count]) => ({ month, count })), days };
  }

  async status(caller: Caller): Promise<OutputOf<typeof libraryStatus>> {
    const status = await findLibraryStatus(this.database);
    return { ...status, libraryPath: hasRole(caller.role, 'admin') ? this.config.HEARTH_LIBRARY : null };
  }

  /** Takes the files that are missing from the disk out of the index, for good. */
  confirmRemovals(): Promise<number> {
    return confirmRemovals(this.database);
  }

  private async listBy(mode: SearchMode, query: ListQuery): Promise<FoundFiles> {
    const order = parseOrder(query.sort);
    const filter: FilesFilter = { ...query, mode };
    const limit = query.pageSize ?? query.limit ?? DEFAULT_LIMIT;
    const isNumbered = query.page !== undefined || query.pageSize !== undefined;
    const after = query.cursor === undefined ? undefined : readCursor(query.cursor, order);
    const offset = after ? 0 : ((query.page ?? 1) - 1) * limit;
    const [rows, total] = await Promise.all([
      // One more than asked for, which says whether there is a next page.
      findFilesPage(this.database, { ...filter, order, after, offset, limit: limit + 1 }),
      isNumbered ? countListedFiles(this.database, filter) : undefined,
    ]);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    const nextCursor = last ? writeCursor({ order, mode, value: last.sort_value, id: last.id }) : null;
    return { rows: page, nextCursor, ...(total !== undefined && { total }) };
  }
}
