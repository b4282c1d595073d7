/** The board that is printed: 4 by 6 markers, each 38 mm wide, 45 mm from one to the next; it fits A4 and Letter. */
export const BOARD = { columns: 4, rows: 6, markerMm: 38, pitchMm: 45, dictionary: 'ARUCO' } as const;

export interface SeenMarker {
  readonly id: number;
  readonly corners: readonly { readonly x: number; readonly y: number }[];
}

export interface BoardPoint {
  /** Metres. */
  readonly board: [number, number];
  /** Pixels. */
  readonly image: [number, number];
}

/** Clockwise from the upper left, as the detector gives them. */
const CORNERS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;
const FEWEST_MARKERS = 4;

/** What a picture shows of the board; undefined when it is too little to go by. */
export function boardPoints(markers: readonly SeenMarker[]): BoardPoint[] | undefined {
  const { columns, rows, pitchMm, markerMm } = BOARD;
  const known = markers.filter(({ id, corners }) => id < columns * rows && corners.length === 4);
  if (
    new Set(known.map(({ id }) => id)).size < FEWEST_MARKERS ||
    known.length !== new Set(known.map(({ id }) => id)).size
  )
    return undefined;
  return known.flatMap(({ id, corners }) =>
    corners.map(({ x, y }, index) => {
      const [right, down] = CORNERS[index] as readonly [number, number];
      return {
        board: [
          ((id % columns) * pitchMm + right * markerMm) / 1000,
          (Math.floor(id / columns) * pitchMm + down * markerMm) / 1000,
        ] as [number, number],
        image: [x, y] as [number, number],
      };
    }),
  );
}
