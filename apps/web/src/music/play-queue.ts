import type { MusicTrack } from '@hearth/contracts';

export type Repeat = 'off' | 'all' | 'one';

/** What is heard, in which order. `at` is a place in `order`, which holds places in `tracks`. */
export interface PlayQueue {
  readonly tracks: readonly MusicTrack[];
  readonly order: readonly number[];
  readonly at: number;
  readonly repeat: Repeat;
  readonly isShuffled: boolean;
}

export const EMPTY_QUEUE: PlayQueue = { tracks: [], order: [], at: 0, repeat: 'off', isShuffled: false };

/** More songs than this are not queued. */
export const MOST_QUEUED = 5_000;

/** Begins with the song at a place; shuffled, the others follow in any order. */
export function queueOf(
  tracks: readonly MusicTrack[],
  start: number,
  { repeat, isShuffled }: Pick<PlayQueue, 'repeat' | 'isShuffled'>,
  random: () => number,
): PlayQueue {
  const some = tracks.slice(0, MOST_QUEUED);
  const begin = Math.min(Math.max(0, start), some.length - 1);
  const order = some.map((_, index) => index);
  if (!isShuffled) return { tracks: some, order, at: begin, repeat, isShuffled };
  return { tracks: some, order: shuffledFrom(order, begin, random), at: 0, repeat, isShuffled };
}

export function currentOf({ tracks, order, at }: PlayQueue): MusicTrack | undefined {
  return tracks[order[at] ?? -1];
}

/** The place of the next song; undefined where it is over. `isSkip`: somebody asked for it, so that one song on repeat is left. */
export function nextPlace({ order, at, repeat }: PlayQueue, isSkip: boolean): number | undefined {
  if (order.length === 0) return undefined;
  if (repeat === 'one' && !isSkip) return at;
  if (at + 1 < order.length) return at + 1;
  return repeat === 'off' ? undefined : 0;
}

export function previousPlace({ at, order, repeat }: PlayQueue): number {
  if (at > 0) return at - 1;
  return repeat === 'all' ? order.length - 1 : 0;
}

/** The song that plays stays; in order again, the queue goes on where it stands in the record. */
export function withShuffle(queue: PlayQueue, isShuffled: boolean, random: () => number): PlayQueue {
  const current = queue.order[queue.at];
  if (current === undefined || isShuffled === queue.isShuffled) return { ...queue, isShuffled };
  const inOrder = queue.tracks.map((_, index) => index);
  return isShuffled
    ? { ...queue, isShuffled, order: shuffledFrom(inOrder, current, random), at: 0 }
    : { ...queue, isShuffled, order: inOrder, at: current };
}

const REPEATS: readonly Repeat[] = ['off', 'all', 'one'];

export function nextRepeat(repeat: Repeat): Repeat {
  return REPEATS[(REPEATS.indexOf(repeat) + 1) % REPEATS.length] ?? 'off';
}

/** Fisher and Yates; one of them stays first. */
function shuffledFrom(order: readonly number[], first: number, random: () => number): number[] {
  const rest = order.filter((index) => index !== first);
  for (let end = rest.length - 1; end > 0; end -= 1) {
    const pick = Math.floor(random() * (end + 1));
    [rest[end], rest[pick]] = [rest[pick] as number, rest[end] as number];
  }
  return [first, ...rest];
}
