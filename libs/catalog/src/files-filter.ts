import type { AlbumId, FileFilter, FileId } from '@hearth/contracts';

/** Whether a query is meant as it was typed, or with typing errors: asked for where nothing was found. */
export const SEARCH_MODES = ['typed', 'mistyped'] as const;
export type SearchMode = (typeof SEARCH_MODES)[number];

/** What a list is narrowed to and what is searched for in it. */
export type FilesFilter = { readonly [K in keyof FileFilter]?: FileFilter[K] | undefined } & {
  readonly mode?: SearchMode;
  /** These alone. */
  readonly ids?: readonly FileId[] | undefined;
  readonly albumId?: AlbumId | undefined;
};

/** Puts a value among those of a statement, and gives its place: `$3`. */
export type AddValue = (value: unknown) => string;
