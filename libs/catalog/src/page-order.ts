import type { AddValue, FilesFilter } from './files-filter.js';
import { orderOf, type FilesCursor, type FilesOrder } from './files-order.js';

export interface FilesPage extends FilesFilter {
  readonly order: FilesOrder;
  readonly after?: FilesCursor | undefined;
  readonly offset?: number;
  readonly limit: number;
}

/** `expression` is where the sort value stands; else the file `f` has it. */
export function orderByOf(order: FilesOrder, expression = orderOf(order).expression): string {
  const direction = order.descending ? 'DESC' : 'ASC';
  return `ORDER BY ${expression} ${direction}, f.id ${direction}`;
}

/** The conditions, and that a file stands behind the one at which the page before ended. */
export function whereOf(
  { order, after }: Pick<FilesPage, 'order' | 'after'>,
  conditions: readonly string[],
  add: AddValue,
): string {
  const { expression, type } = orderOf(order);
  const beyond = order.descending ? '<' : '>';
  const behind = after
    ? [`(${expression}, f.id) ${beyond} (${add(after.value)}::${type}, ${add(after.id)}::uuid)`]
    : [];
  return [...conditions, ...behind].join(' AND ');
}
