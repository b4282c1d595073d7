import type { Query, QueryClient } from '@tanstack/react-query';
import { changeCached } from '../files/cached-files.ts';
import { fetchFilePage, LIST_KEY, type FileListQuery, type FilesData } from '../files/use-files.ts';

/** Up to so many pages are fetched anew together; of a longer list only those that hold what changed. */
const FEW_PAGES = 3;

export const isLong = ({ pages }: FilesData): boolean => pages.length > FEW_PAGES;

/** Fetches lists anew: those of a few pages, or those of more, whose pages follow one after the other. */
export function refreshLists(client: QueryClient, which: 'short' | 'long'): void {
  const isMeant = (query: Query): boolean => {
    const data = query.state.data as FilesData | undefined;
    return (data !== undefined && isLong(data)) === (which === 'long');
  };
  void client.invalidateQueries({ queryKey: LIST_KEY, predicate: isMeant });
}

/** Of the long lists in sight, fetches the pages anew that hold one of these files. What is new stays out until the whole is fetched. */
export async function refreshPagesWith(client: QueryClient, changed: ReadonlySet<string>): Promise<void> {
  for (const query of client.getQueryCache().findAll({ queryKey: LIST_KEY, type: 'active' })) {
    const data = query.state.data as FilesData | undefined;
    if (!data || !isLong(data)) continue;
    for (const [at, { items }] of data.pages.entries()) {
      if (!items.some(({ id }) => changed.has(id))) continue;
      const filter = query.queryKey[LIST_KEY.length] as FileListQuery;
      const fresh = await fetchFilePage(filter, data.pageParams[at]);
      const files = new Map(fresh.items.map((file) => [file.id as string, file]));
      changeCached(client, new Set(files.keys()), (file) => files.get(file.id));
    }
  }
}
