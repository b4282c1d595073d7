import type { Endpoint, OutputOf, RequestOf } from '@hearth/contracts';
import { request } from './request.ts';

interface Page {
  readonly items: readonly unknown[];
  readonly nextCursor: string | null;
}

const PAGE_LIMIT = 200;

/** All items of a list that is short enough to be shown as a whole, asked for page by page. */
export async function requestAll<E extends Endpoint>(
  endpoint: E,
  query: RequestOf<E> extends { query: infer Q } ? Omit<Q, 'limit' | 'cursor'> : never,
): Promise<Pick<Extract<OutputOf<E>, Page>, 'items'>> {
  const items: unknown[] = [];
  let cursor: string | undefined;
  do {
    const input = { query: { ...query, limit: PAGE_LIMIT, cursor } } as unknown as RequestOf<E>;
    const page = (await request(endpoint, input)) as Page;
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return { items } as Pick<Extract<OutputOf<E>, Page>, 'items'>;
}
