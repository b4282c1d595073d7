import type { FileSummary } from '@hearth/contracts';

type Version = Pick<FileSummary, 'id' | 'sha256' | 'sizeBytes' | 'modifiedAt'>;

interface Step<F extends Version> {
  /** Kept here, and noted at the hub no more. */
  readonly gone: readonly Version[];
  /** Noted, and not here or another one here. */
  readonly fetched: readonly F[];
}

/** What brings this device in step with what the hub has noted for it. */
export function decideStep<F extends Version>(kept: readonly Version[], noted: readonly F[]): Step<F> {
  const notedIds = new Set(noted.map(({ id }) => id));
  const keptById = new Map(kept.map((file) => [file.id, file]));
  return {
    gone: kept.filter(({ id }) => !notedIds.has(id)),
    fetched: noted.filter((file) => {
      const here = keptById.get(file.id);
      return !here || !isSame(here, file);
    }),
  };
}

/** By content where that is known of both, else by size and time. */
function isSame(one: Version, other: Version): boolean {
  if (one.sha256 !== null && other.sha256 !== null) return one.sha256 === other.sha256;
  return one.sizeBytes === other.sizeBytes && one.modifiedAt === other.modifiedAt;
}
