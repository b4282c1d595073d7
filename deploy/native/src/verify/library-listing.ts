import type { EdgeClient } from '../edge-client.ts';

export interface ListedFile {
  id: string;
  name: string;
  folder: string;
  state: 'indexing' | 'ready' | 'unreadable';
}

/** Every file the API lists, page by page. */
export async function listWholeLibrary(client: EdgeClient): Promise<ListedFile[]> {
  const files: ListedFile[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { items: ListedFile[]; nextCursor: string | null } = await client.getJson(
      `/api/files?limit=200&sort=name${query}`,
    );
    files.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return files;
}

/** The path within the library, as a manifest writes it. */
export function pathOf({ folder, name }: Pick<ListedFile, 'folder' | 'name'>): string {
  const trimmed = folder.replace(/^\/+|\/+$/g, '');
  return (trimmed === '' ? name : `${trimmed}/${name}`).normalize('NFC');
}
