import type { IndexedFile } from '@hearth/catalog';
import { isHeldFor } from './decide-removals.js';
import type { Loss, LossSigns } from './mount-points.js';

interface LostPlace {
  readonly loss: Loss;
  files: number;
  /** Of these, not held before. */
  fresh: number;
}

/** Which files are held for the place they were lost at. All of a scan's are counted before the first is asked for. */
export class LostPlaces {
  private readonly places = new Map<string, LostPlace>();

  constructor(private readonly signs: LossSigns) {}

  async count(files: readonly IndexedFile[]): Promise<void> {
    for (const { folder, isMissing } of files) {
      const loss = await this.signs.find(folder);
      if (!loss) continue;
      const place = this.places.get(loss.place) ?? { loss, files: 0, fresh: 0 };
      this.places.set(loss.place, place);
      place.files += 1;
      if (!isMissing) place.fresh += 1;
    }
  }

  async sort(
    files: readonly IndexedFile[],
  ): Promise<{ readonly held: readonly IndexedFile[]; readonly removed: readonly IndexedFile[] }> {
    const held: IndexedFile[] = [];
    const removed: IndexedFile[] = [];
    for (const file of files) {
      const loss = await this.signs.find(file.folder);
      const place = loss && this.places.get(loss.place);
      (place && isHeldFor(place.loss.sign, place.files) ? held : removed).push(file);
    }
    return { held, removed };
  }

  /** Where files are held that were not before. */
  freshlyHeld(): readonly LostPlace[] {
    return [...this.places.values()].filter(
      ({ loss, files, fresh }) => fresh > 0 && isHeldFor(loss.sign, files),
    );
  }
}
