import { fileKind, fileState, type FileKind, type FileState, type FileSummary } from '@hearth/contracts';

/** Which files are shown; it lives in the address. */
export interface FileFilter {
  readonly query?: string;
  readonly type?: FileKind;
  readonly state?: FileState;
}

/** Reads a filter from an address; what is not known is left out. */
export function parseFilter(search: URLSearchParams): FileFilter {
  const query = search.get('query')?.trim().slice(0, 200);
  const type = fileKind.safeParse(search.get('type'));
  const state = fileState.safeParse(search.get('state'));
  return {
    ...(query ? { query } : {}),
    ...(type.success ? { type: type.data } : {}),
    ...(state.success ? { state: state.data } : {}),
  };
}

/** `path` with the filter in its query. */
export function addressOf(path: string, filter: FileFilter): string {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given).toString();
  return search === '' ? path : `${path}?${search}`;
}

/** The time a file is sorted by. */
export function timeOf(file: Pick<FileSummary, 'takenAt' | 'modifiedAt'>): string {
  return file.takenAt ?? file.modifiedAt;
}

/**
 * Whether a file belongs under a filter; `undefined` where only the hub can say, since what words match is its affair.
 */
export function matches(file: FileSummary, filter: FileFilter): boolean | undefined {
  if (filter.type !== undefined && file.kind !== filter.type) return false;
  if (filter.state !== undefined && file.state !== filter.state) return false;
  return filter.query === undefined ? true : undefined;
}
