import type { FileSummary } from '@hearth/contracts';

/** Which files somebody has picked out to do something with. */
export class FileSelection {
  private files: ReadonlyMap<string, FileSummary> = new Map();
  /** Where a range begins: what was picked last. */
  private lastId: string | undefined;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getFiles = (): ReadonlyMap<string, FileSummary> => this.files;
  readonly getCount = (): number => this.files.size;

  has(fileId: string): boolean {
    return this.files.has(fileId);
  }

  get anchorId(): string | undefined {
    return this.lastId;
  }

  toggle(file: FileSummary): void {
    if (this.has(file.id)) this.remove([file]);
    else this.add([file]);
    this.lastId = file.id;
  }

  add(files: readonly FileSummary[]): void {
    this.change([...this.files, ...files.map((file) => [file.id, file] as const)]);
    this.lastId = files.at(-1)?.id ?? this.lastId;
  }

  remove(files: readonly Pick<FileSummary, 'id'>[]): void {
    const gone = new Set<string>(files.map(({ id }) => id));
    this.change([...this.files].filter(([id]) => !gone.has(id)));
  }

  /** All of them, or none where all are picked already. */
  toggleAll(files: readonly FileSummary[]): void {
    if (files.every(({ id }) => this.has(id))) this.remove(files);
    else this.add(files);
  }

  readonly clear = (): void => {
    this.lastId = undefined;
    this.change([]);
  };

  private change(entries: Iterable<readonly [string, FileSummary]>): void {
    this.files = new Map(entries);
    for (const listener of this.listeners) listener();
  }
}

/** What lies between two files in the order they are shown, both with it. Empty when one of them is not among them. */
export function rangeBetween<T extends { readonly id: string }>(
  files: readonly T[],
  oneId: string,
  otherId: string,
): readonly T[] {
  const one = files.findIndex(({ id }) => id === oneId);
  const other = files.findIndex(({ id }) => id === otherId);
  if (one < 0 || other < 0) return [];
  return files.slice(Math.min(one, other), Math.max(one, other) + 1);
}
