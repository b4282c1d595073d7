import type { Companionship, FolderFile } from '@hearth/catalog';
import { fold, splitExtension } from './folded-name.js';

/** The stills of Live Photos, the likeliest first where several have one name. */
const STILLS = ['heic', 'heif', 'jpg', 'jpeg'];
const FILMS = new Set(['mov', 'mp4']);
/** Live Photos last three seconds. What is known to be longer, or is larger than such a film can be, is a film of its own. */
const LONGEST_SEC = 10;
const LARGEST_BYTES = 64 * 1024 ** 2;

type LivePair = Companionship['pairs'][number];

/**
 * Which stills and films of a folder are Live Photos: those that share Apple's content identifier; else those of one name, in any
 * case. An edited still (`IMG_E5123`) takes the film of its original, if that has no still of its own.
 */
export function findLivePairs(files: readonly FolderFile[]): LivePair[] {
  const whole = files.filter(({ sizeBytes, isUnreadable }) => sizeBytes > 0 && !isUnreadable);
  const stills = whole
    .map((file) => ({ file, rank: STILLS.indexOf(fold(splitExtension(file.name).extension)) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank || (a.file.name < b.file.name ? -1 : 1))
    .map(({ file }) => file);
  const films = whole.filter(isShortFilm).sort((a, b) => (a.name < b.name ? -1 : 1));
  const pairing = new Pairing(stills, films);
  pairing.match((still, film) => still.contentId !== null && still.contentId === film.contentId);
  for (const keysOf of [exactKeys, looseKeys]) pairing.matchByKeys(keysOf);
  return pairing.pairs;
}

function isShortFilm({ name, durationSec, sizeBytes }: FolderFile): boolean {
  return (
    FILMS.has(fold(splitExtension(name).extension)) &&
    sizeBytes <= LARGEST_BYTES &&
    (durationSec === null || durationSec <= LONGEST_SEC)
  );
}

type KeysOf = (file: FolderFile, isFilm: boolean) => readonly string[];

/** `IMG_1.MOV`, `IMG_1_HEVC.MOV` and `IMG_1.HEIC.MOV` go with `IMG_1.HEIC`. */
const exactKeys: KeysOf = ({ name }, isFilm) => {
  const base = fold(splitExtension(name).base);
  if (!isFilm) return [base, fold(name)];
  return base.endsWith('_hevc') ? [base, base.slice(0, -'_hevc'.length)] : [base];
};

/** `IMG_E5123` is what an edit made of `IMG_5123`. */
const looseKeys: KeysOf = (file, isFilm) =>
  exactKeys(file, isFilm).map((key) => key.replace(/^(img_)e(\d+)/, '$1$2'));

class Pairing {
  readonly pairs: LivePair[] = [];
  private readonly stills: Set<FolderFile>;
  private readonly films: Set<FolderFile>;

  constructor(stills: readonly FolderFile[], films: readonly FolderFile[]) {
    this.stills = new Set(stills);
    this.films = new Set(films);
  }

  matchByKeys(keysOf: KeysOf): void {
    const byKey = new Map<string, FolderFile[]>();
    for (const film of this.films) {
      for (const key of keysOf(film, true)) byKey.set(key, [...(byKey.get(key) ?? []), film]);
    }
    for (const still of this.stills) {
      const candidates = keysOf(still, false).flatMap((key) => byKey.get(key) ?? []);
      const film = candidates.find((candidate) => this.films.has(candidate) && mayBelong(still, candidate));
      if (film) this.take(still, film);
    }
  }

  match(belong: (still: FolderFile, film: FolderFile) => boolean): void {
    const films = [...this.films].filter(({ contentId }) => contentId !== null);
    if (films.length === 0) return;
    const byContent = new Map(films.map((film) => [film.contentId, film]));
    for (const still of this.stills) {
      const film = byContent.get(still.contentId);
      if (film && this.films.has(film) && belong(still, film)) this.take(still, film);
    }
  }

  private take(still: FolderFile, film: FolderFile): void {
    this.stills.delete(still);
    this.films.delete(film);
    this.pairs.push({ still: still.id, film: film.id });
  }
}

/** Two that each name another partner are of one name by chance. */
function mayBelong(still: FolderFile, film: FolderFile): boolean {
  return still.contentId === null || film.contentId === null || still.contentId === film.contentId;
}
