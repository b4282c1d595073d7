import {
  changeFiles,
  PROBLEMS,
  restoreFiles,
  type FileId,
  type ItemOutcome,
  type RequestOf,
} from '@hearth/contracts';
import { request } from '../session/request.ts';

type Change = Omit<RequestOf<typeof changeFiles>['body'], 'fileIds'>;

export interface ChangeOutcome {
  readonly done: readonly FileId[];
  readonly failed: readonly ItemOutcome[];
}

/** As many as the hub takes at once. */
const MOST_AT_ONCE = 1_000;

/** Does the same with any number of files, a thousand at a time. One that fails stops no other. */
export function changeMany(fileIds: readonly FileId[], change: Change): Promise<ChangeOutcome> {
  return inPieces(fileIds, (piece) => request(changeFiles, { body: { fileIds: [...piece], ...change } }));
}

export function restoreMany(fileIds: readonly FileId[]): Promise<ChangeOutcome> {
  return inPieces(fileIds, (piece) => request(restoreFiles, { body: { fileIds: [...piece] } }));
}

async function inPieces(
  fileIds: readonly FileId[],
  ask: (piece: readonly FileId[]) => Promise<{ items: readonly ItemOutcome[] }>,
): Promise<ChangeOutcome> {
  const done: FileId[] = [];
  const failed: ItemOutcome[] = [];
  for (let from = 0; from < fileIds.length; from += MOST_AT_ONCE) {
    const { items } = await ask(fileIds.slice(from, from + MOST_AT_ONCE));
    for (const item of items) {
      if (item.outcome === 'done') done.push(item.id);
      else failed.push(item);
    }
  }
  return { done, failed };
}

/** Why some failed, in a sentence: the most frequent reason. */
export function describeFailures(failed: readonly Pick<ItemOutcome, 'code'>[]): string {
  const counts = new Map<string, number>();
  for (const { code } of failed) {
    const reason = code ? PROBLEMS[code].title : 'The hub could not do it.';
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].toSorted((one, other) => other[1] - one[1])[0]?.[0] ?? '';
}
