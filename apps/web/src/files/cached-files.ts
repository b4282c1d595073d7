import type { FileSummary } from '@hearth/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { BUCKET_KEY } from './photo-queries.ts';
import { LIST_KEY, type FilesData } from './use-files.ts';

/** What becomes of a file: another state of it, or undefined when it goes. */
export type FileChange = (file: FileSummary) => FileSummary | undefined;

/** The ids of all files that some list holds. */
export function cachedIds(client: QueryClient): Set<string> {
  const ids = new Set<string>();
  for (const [, files] of client.getQueriesData<readonly FileSummary[]>({ queryKey: BUCKET_KEY })) {
    for (const { id } of files ?? []) ids.add(id);
  }
  for (const [, data] of client.getQueriesData<FilesData>({ queryKey: LIST_KEY })) {
    for (const { items } of data?.pages ?? []) for (const { id } of items) ids.add(id);
  }
  return ids;
}

/** The photo or film as some stretch of the timeline holds it. */
export function findCachedPhoto(client: QueryClient, id: string): FileSummary | undefined {
  for (const [, files] of client.getQueriesData<readonly FileSummary[]>({ queryKey: BUCKET_KEY })) {
    const found = files?.find((file) => file.id === id);
    if (found) return found;
  }
  return undefined;
}

/** Changes files wherever they are listed; lists without any of them stay the same object, and nothing is drawn anew. */
export function changeCached(client: QueryClient, ids: ReadonlySet<string>, change: FileChange): void {
  client.setQueriesData<readonly FileSummary[]>(
    { queryKey: BUCKET_KEY },
    (files) => files && changeIn(files, ids, change),
  );
  client.setQueriesData<FilesData>({ queryKey: LIST_KEY }, (data) => {
    if (!data) return data;
    const pages = data.pages.map((page) => {
      const items = changeIn(page.items, ids, change);
      return items === page.items ? page : { ...page, items };
    });
    return pages.every((page, index) => page === data.pages[index]) ? data : { ...data, pages };
  });
}

export function changeIn<L extends readonly FileSummary[]>(
  files: L,
  ids: ReadonlySet<string>,
  change: FileChange,
): L {
  if (!files.some(({ id }) => ids.has(id))) return files;
  return files.flatMap((file) =>
    ids.has(file.id) ? (change(file) ?? []) : [file],
  ) as readonly FileSummary[] as L;
}
