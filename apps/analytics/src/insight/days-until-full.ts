export interface Growth {
  /** Since the first file came; null when there is none. */
  readonly knownDays: number | null;
  /** What `grownBytes` were gathered in. */
  readonly paceDays: number | null;
  readonly grownBytes: number;
  /** Of the library's disk; undefined when it is not known. */
  readonly freeBytes: number | undefined;
}

/** A week has a weekend in it. */
const FEWEST_DAYS = 7;
/** Nobody's pace stays the same for so long. */
const MOST_DAYS_TOLD = 3_650;

/** How long the disk lasts at this pace; null where that would be a guess. */
export function daysUntilFull({ knownDays, paceDays, grownBytes, freeBytes }: Growth): number | null {
  if (knownDays === null || paceDays === null || freeBytes === undefined) return null;
  if (knownDays < FEWEST_DAYS || grownBytes <= 0) return null;
  const days = freeBytes / (grownBytes / paceDays);
  return days > MOST_DAYS_TOLD ? null : days;
}
