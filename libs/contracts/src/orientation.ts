/**
 * How a picture is turned and mirrored from how it is stored to how it is shown: EXIF's orientation, 1 to 8 (CIPA DC-008,
 * 4.6.4, tag 274). 6 is a quarter turn to the right, 8 one to the left.
 */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

interface Turn {
  /** Left and right are exchanged, before anything is turned. */
  readonly isMirrored: boolean;
  /** To the right, 0 to 3. */
  readonly quarters: number;
}

const PLAIN: readonly Orientation[] = [1, 6, 3, 8];
const MIRRORED: readonly Orientation[] = [2, 7, 4, 5];

function turnOf(orientation: Orientation): Turn {
  const isMirrored = MIRRORED.includes(orientation);
  return { isMirrored, quarters: (isMirrored ? MIRRORED : PLAIN).indexOf(orientation) };
}

function orientationOf({ isMirrored, quarters }: Turn): Orientation {
  return (isMirrored ? MIRRORED : PLAIN)[((quarters % 4) + 4) % 4] ?? 1;
}

/** What it comes to when a picture that is shown by `first` is turned by `then`. */
export function composeOrientations(first: Orientation, then: Orientation): Orientation {
  const [one, other] = [turnOf(first), turnOf(then)];
  return orientationOf({
    isMirrored: one.isMirrored !== other.isMirrored,
    quarters: other.quarters + (other.isMirrored ? -one.quarters : one.quarters),
  });
}

/** The turn that leads from how a picture is shown now to how it is wanted. */
export function turnBetween(now: Orientation, wanted: Orientation): Orientation {
  const { isMirrored, quarters } = turnOf(now);
  const back = orientationOf({ isMirrored, quarters: isMirrored ? quarters : -quarters });
  return composeOrientations(back, wanted);
}

/** Whether width and height change places. */
export function isOnItsSide(orientation: Orientation): boolean {
  return orientation >= 5;
}
