import { Inject, Injectable, Logger } from '@nestjs/common';
import { hasRole, type FileId, type listFiles, type InputOf, type OutputOf } from '@hearth/contracts';
import {
  addUpCounts,
  confirmRemovals,
  type ConfirmedRemovals,
  countFilesByDay,
  countListedFiles,
  FAR_OUT,
  findFile,
  findFilesPage,
  findLibraryStatus,
  isCounted,
  parseOrder,
  planMistyped,
  readCursor,
  writeCursor,
  type FileDetails,
  type FilesFilter,
  type FilesPage,
  type ListedFile,
  type SearchMode,
} from '@hearth/catalog';
import type { libraryStatus, timeline } from '@hearth/contracts';
import { type Caller, HearthError, type Queryable } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';
import { LONGEST_LIST_MS, withinTime } from './within-time.js';

type ListQuery = InputOf<typeof listFiles>['query'];

interface FoundFiles {
  readonly rows: readonly ListedFile[];
  readonly nextCursor: string | null;
  readonly total?: number;
}

type Asked = Omit<ListQuery, 'query'> &
  Pick<FilesPage, 'order' | 'after' | 'query'> & { readonly mode: SearchMode };

const DEFAULT_LIMIT = 50;

/** Answers what is in the library. */
@Injectable()
export class Library {
  private readonly logger = new Logger(Library.name);

  constructor(
    private readonly database: DataSource,
    @Inject(MEDIA_CONFIG) private readonly config: MediaConfig,
  ) {}

  /** As it was typed; only where that finds nothing at all, with typing errors. */
  async list(query: ListQuery): Promise<FoundFiles> {
    const typed = query.query?.trim() || undefined;
    const order = parseOrder(query.sort, typed !== undefined);
    const after = query.cursor === undefined ? undefined : readCursor(query.cursor, order);
    const asked = { ...query, query: typed, order, after };
    const found = await this.listBy({ ...asked, mode: after?.mode ?? 'typed' });
    const foundNothing = found.total === undefined ? found.rows.length === 0 : found.total === 0;
    const mayBeMistyped = !after && typed !== undefined && planMistyped(typed).length > 0;
    return foundNothing && mayBeMistyped ? this.listBy({ ...asked, mode: 'mistyped' }) : found;
  }

  async get(id: FileId): Promise<FileDetails> {
    const row = await findFile(this.database, id);
    if (!row) throw new HearthError('file.not-found');
    return row;
  }

  async countByDay(filter: FilesFilter): Promise<OutputOf<typeof timeline>> {
    const days = await this.read(!isCounted(filter), (database) => countFilesByDay(database, filter));
    this.addUpLater();
    const months = new Map<string, number>();
    for (const { day, count } of days) {
      const month = day.slice(0, 7);
      months.set(month, (months.get(month) ?? 0) + count);
    }
    return { months: [...months].map(([month, count]) => ({ month, count })), days };
  }

  async status(caller: Caller): Promise<OutputOf<typeof libraryStatus>> {
    const status = await findLibraryStatus(this.database);
    this.addUpLater();
    return { ...status, libraryPath: hasRole(caller.role, 'admin') ? this.config.HEARTH_LIBRARY : null };
  }

  /** Takes the files that are missing from the disk out of the index, for good; of very many the first, the indexer goes on. */
  confirmRemovals(): Promise<ConfirmedRemovals> {
    return confirmRemovals(this.database);
  }

  private async listBy(query: Asked): Promise<FoundFiles> {
    const { page, pageSize, limit: asked, totalUpTo, cursor: _, sort: _sort, ...list } = query;
    const { order, after, mode, ...filter } = list;
    const limit = pageSize ?? asked ?? DEFAULT_LIMIT;
    const isNumbered = page !== undefined || pageSize !== undefined;
    const offset = after ? 0 : ((page ?? 1) - 1) * limit;
    const isSearch = !isCounted(filter);
    const [rows, total] = await Promise.all([
      // One more than asked for, which says whether there is a next page.
      this.read(isSearch || offset >= FAR_OUT, (database) =>
        findFilesPage(database, { ...list, offset, limit: limit + 1 }),
      ),
      isNumbered
        ? this.read(isSearch, (database) => countListedFiles(database, { ...filter, mode }, totalUpTo))
        : undefined,
    ]);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    const nextCursor = last
      ? writeCursor({ order, mode, step: last.step, value: last.sort_value, id: last.id })
      : null;
    return { rows: shown, nextCursor, ...(total !== undefined && { total }) };
  }

  /** What may read much is cut short; what cannot is spared the two statements more. */
  private read<T>(mayReadMuch: boolean, work: (database: Queryable) => Promise<T>): Promise<T> {
    return mayReadMuch ? withinTime(this.database, LONGEST_LIST_MS, work) : work(this.database);
  }

  /** Nobody waits for it, and whoever asks next may do it. */
  private addUpLater(): void {
    addUpCounts(this.database).catch((error: unknown) => this.logger.warn(error));
  }
}
