import type { FileId, FileSummary } from '@hearth/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { countOf } from '../design/format.ts';
import { cachedIds, changeCached, type FileChange } from '../files/cached-files.ts';
import { LIST_KEY } from '../files/use-files.ts';
import { showNotice } from '../notices/notices.ts';
import { refreshTimelines } from '../files/refresh-timelines.ts';
import { changeMany, describeFailures, restoreMany, type ChangeOutcome } from './change-files.ts';

export type Files = readonly FileSummary[];

const idsOf = (files: Files): FileId[] => files.map(({ id }) => id);

/** What can be done with files, each with Undo. What is shown changes as soon as the hub has said yes. */
export function useOrganise() {
  const client = useQueryClient();
  return useMemo(() => {
    const refresh = async () => {
      await Promise.all([
        refreshTimelines(client, cachedIds(client)),
        client.invalidateQueries({ queryKey: LIST_KEY }),
        client.invalidateQueries({ queryKey: ['folders'] }),
        client.invalidateQueries({ queryKey: ['bin'] }),
        client.invalidateQueries({ queryKey: ['duplicates'] }),
        client.invalidateQueries({ queryKey: ['tags'] }),
      ]);
    };
    const show = (ids: readonly string[], change: FileChange) => {
      changeCached(client, new Set(ids), change);
      for (const id of ids) void client.invalidateQueries({ queryKey: ['file', id] });
    };
    /** Runs it, says what came of it, and offers the way back. */
    const run = async (
      work: () => Promise<ChangeOutcome>,
      says: (count: string) => string,
      onDone: (ids: readonly FileId[]) => void,
      undo?: (ids: readonly FileId[]) => Promise<unknown>,
    ): Promise<void> => {
      try {
        const { done, failed } = await work();
        if (done.length > 0) {
          onDone(done);
          showNotice(says(countOf(done.length, 'file')), {
            ...(undo && { action: { label: 'Undo', run: () => void undo(done).then(refresh, complain) } }),
          });
        }
        if (failed.length > 0) {
          const text = `${countOf(failed.length, 'file')} could not be changed: ${describeFailures(failed)}`;
          showNotice(text, { isFailure: true });
        }
      } catch (error) {
        complain(error);
      }
    };
    return {
      favourite: (files: Files, favourite: boolean) =>
        run(
          () => changeMany(idsOf(files), { favourite }),
          (count) => (favourite ? `${count} marked as favourite` : `${count} no longer favourite`),
          (ids) => {
            show(ids, (file) => ({ ...file, favourite }));
            void refreshTimelines(client);
          },
          (ids) => changeMany(ids, { favourite: !favourite }),
        ),
      tag: (files: Files, addTags: readonly string[], removeTags: readonly string[]) =>
        run(
          () =>
            changeMany(idsOf(files), {
              ...(addTags.length > 0 && { addTags: [...addTags] }),
              ...(removeTags.length > 0 && { removeTags: [...removeTags] }),
            }),
          (count) => `Tags of ${count} changed`,
          (ids) =>
            show(ids, (file) => ({
              ...file,
              tags: [...new Set([...file.tags.filter((tag) => !removeTags.includes(tag)), ...addTags])],
            })),
          (ids) =>
            undoTags(
              files.filter(({ id }) => ids.includes(id)),
              addTags,
              removeTags,
            ),
        ),
      move: (files: Files, folder: string) =>
        run(
          () => changeMany(idsOf(files), { folder }),
          (count) => `${count} moved to ${folder === '' ? 'the top of the library' : folder}`,
          (ids) => {
            show(ids, (file) => ({ ...file, folder }));
            void refresh();
          },
          (ids) => moveBack(files.filter(({ id }) => ids.includes(id))),
        ),
      remove: (files: Files) =>
        run(
          () => changeMany(idsOf(files), { delete: true }),
          (count) => `${count} moved to the bin, where it stays for 30 days`,
          (ids) => {
            show(ids, () => undefined);
            void refresh();
          },
          (ids) => restoreMany(ids),
        ),
      restore: (files: Files) =>
        run(
          () => restoreMany(idsOf(files)),
          (count) => `${count} restored`,
          () => void refresh(),
          (ids) => changeMany(ids, { delete: true }),
        ),
      refresh,
    };
  }, [client]);
}

function complain(error: unknown): void {
  showNotice(`That didn’t work. ${error instanceof Error ? error.message : ''}`, { isFailure: true });
}

/** To where each lay, one former folder after the other. */
async function moveBack(files: Files): Promise<void> {
  for (const [folder, ofFolder] of Map.groupBy(files, (file) => file.folder)) {
    await changeMany(idsOf(ofFolder), { folder });
  }
}

/** Only what was really changed: who had the tag before keeps it. */
async function undoTags(files: Files, added: readonly string[], removed: readonly string[]): Promise<void> {
  for (const tag of added) {
    const without = files.filter(({ tags }) => !tags.includes(tag));
    if (without.length > 0) await changeMany(idsOf(without), { removeTags: [tag] });
  }
  for (const tag of removed) {
    const having = files.filter(({ tags }) => tags.includes(tag));
    if (having.length > 0) await changeMany(idsOf(having), { addTags: [tag] });
  }
}
