import type { FileSummary } from '@hearth/contracts';
import { timeOf } from './file-filter.ts';

export interface FilePage {
  readonly items: FileSummary[];
  readonly nextCursor: string | null;
}

/** The pages without a file; the same array when it was not there. */
export function removeFile<P extends FilePage>(pages: P[], fileId: string): P[] {
  if (!pages.some(({ items }) => items.some(({ id }) => id === fileId))) return pages;
  return pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => id !== fileId) }));
}

/**
 * The pages with a file where the hub's order (newest first) would have it. A file older than all that is loaded is
 * left out while there is more to load: it comes with its own page.
 */
export function placeFile<P extends FilePage>(pages: P[], file: FileSummary): P[] {
  const others = removeFile(pages, file.id);
  const last = others.at(-1);
  const pageIndex = others.findIndex(({ items }) => {
    const oldest = items.at(-1);
    return oldest !== undefined && isBefore(file, oldest);
  });
  if (pageIndex >= 0)
    return others.map((page, index) => (index === pageIndex ? insertInto(page, file) : page));
  if (last === undefined || last.nextCursor !== null) return others;
  return [...others.slice(0, -1), { ...last, items: [...last.items, file] }];
}

function insertInto<P extends FilePage>(page: P, file: FileSummary): P {
  const index = page.items.findIndex((item) => isBefore(file, item));
  return { ...page, items: page.items.toSpliced(index, 0, file) };
}

function isBefore(a: FileSummary, b: FileSummary): boolean {
  const [timeOfA, timeOfB] = [Date.parse(timeOf(a)), Date.parse(timeOf(b))];
  return timeOfA === timeOfB ? a.id > b.id : timeOfA > timeOfB;
}
