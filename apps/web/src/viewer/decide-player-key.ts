/** What a key does to a film. */
export type PlayerKey =
  | { readonly does: 'toggle' | 'mute' | 'subtitles' | 'slower' | 'faster' | 'picture-in-picture' }
  | { readonly does: 'seek-by'; readonly sec: number }
  /** To a part of the whole, 0 to 0.9. */
  | { readonly does: 'seek-to'; readonly share: number };

interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  /** With Ctrl, Alt or the like it is meant for somebody else. */
  readonly isModified: boolean;
}

const ARROW_SEC = 5;
const JUMP_SEC = 10;

/** Undefined where a key is not the player's. Arrows are only once a film has begun: before, they lead to other files. */
export function decidePlayerKey(
  { key, shiftKey, isModified }: KeyPress,
  hasBegun: boolean,
): PlayerKey | undefined {
  if (isModified) return undefined;
  if (/^[0-9]$/.test(key)) return { does: 'seek-to', share: Number(key) / 10 };
  switch (key) {
    case 'k':
    case 'K':
    case ' ':
      return { does: 'toggle' };
    case 'j':
    case 'J':
      return { does: 'seek-by', sec: -JUMP_SEC };
    case 'l':
    case 'L':
      return { does: 'seek-by', sec: JUMP_SEC };
    case 'm':
      return { does: 'mute' };
    case 'c':
      return { does: 'subtitles' };
    case '<':
      return { does: 'slower' };
    case '>':
      return { does: 'faster' };
    case 'p':
      return { does: 'picture-in-picture' };
    case 'ArrowLeft':
    case 'ArrowRight':
      if (!hasBegun || shiftKey) return undefined;
      return { does: 'seek-by', sec: key === 'ArrowLeft' ? -ARROW_SEC : ARROW_SEC };
    default:
      return undefined;
  }
}

export const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;

/** The next rate in a direction; the last one stays. */
export function stepRate(rate: number, direction: 1 | -1): number {
  const later = direction === 1 ? RATES.filter((one) => one > rate) : RATES.filter((one) => one < rate);
  return (direction === 1 ? later[0] : later.at(-1)) ?? rate;
}
