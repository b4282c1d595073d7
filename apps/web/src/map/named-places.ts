/** A place as it is drawn: the middle of its picture, in pixels. */
export interface DrawnPlace {
  readonly left: number;
  readonly top: number;
  readonly files: number;
  readonly name: string | undefined;
}

const HALF_BUBBLE_PX = 30;
/** As the style sheet has them: where a name begins below the middle, how high it is, how wide at most. */
const NAME_TOP_PX = 30;
const NAME_HEIGHT_PX = 16;
const MOST_WIDE_PX = 120;
const LETTER_PX = 7.5;
/** Letters of Chinese, Japanese and Korean are as wide as they are high. */
const WIDE_LETTER_PX = 12.5;
const WIDE_LETTER = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Which of the places show their names: none that another picture or name would cover, and where there are more photos first. */
export function namedPlaces<P extends DrawnPlace>(places: readonly P[]): ReadonlySet<P> {
  const taken = places.map(({ left, top }) =>
    boxOf(left, top - HALF_BUBBLE_PX, HALF_BUBBLE_PX * 2, HALF_BUBBLE_PX * 2),
  );
  const named = new Set<P>();
  for (const place of places.toSorted((a, b) => b.files - a.files)) {
    if (place.name === undefined) continue;
    const width = Math.min(MOST_WIDE_PX, widthOf(place.name));
    const box = boxOf(place.left, place.top + NAME_TOP_PX, width, NAME_HEIGHT_PX);
    if (taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    named.add(place);
  }
  return named;
}

function widthOf(name: string): number {
  return Array.from(name).reduce(
    (px, letter) => px + (WIDE_LETTER.test(letter) ? WIDE_LETTER_PX : LETTER_PX),
    0,
  );
}

function boxOf(middle: number, top: number, width: number, height: number): Box {
  return { left: middle - width / 2, right: middle + width / 2, top, bottom: top + height };
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
