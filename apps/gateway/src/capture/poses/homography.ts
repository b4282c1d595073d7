import { Matrix, SVD } from 'ml-matrix';
import {
  cross,
  lengthOf,
  scale,
  type Lens,
  type Matrix3,
  type Point2,
  type Pose,
  type Vector3,
} from './camera.js';

export interface Pair {
  /** On the flat board, metres. */
  readonly board: Point2;
  /** In the picture, pixels. */
  readonly image: Point2;
}

/** Moves points so that they lie around 0 at a distance of √2, without which the equations are ill-conditioned (Hartley). */
function normalise(points: readonly Point2[]): { apply: (point: Point2) => Point2; matrix: Matrix } {
  const [mx, my] = [0, 1].map(
    (axis) => points.reduce((sum, point) => sum + (point[axis] as number), 0) / points.length,
  ) as [number, number];
  const spread = points.reduce((sum, [x, y]) => sum + Math.hypot(x - mx, y - my), 0) / points.length;
  const by = Math.SQRT2 / (spread || 1);
  return {
    apply: ([x, y]) => [(x - mx) * by, (y - my) * by],
    matrix: new Matrix([
      [by, 0, -mx * by],
      [0, by, -my * by],
      [0, 0, 1],
    ]),
  };
}

/** The vector that a matrix makes smallest: the last of its right singular vectors. */
export function smallest(rows: readonly (readonly number[])[]): number[] {
  const wide = new Matrix(rows as number[][]);
  // Of AᵀA the same, and never wider than high, which this SVD would not take.
  const { rightSingularVectors } = new SVD(wide.transpose().mmul(wide), {
    computeRightSingularVectors: true,
  });
  return rightSingularVectors.getColumn(rightSingularVectors.columns - 1);
}

/** How the board is seen, by the direct linear transform; undefined when the points lie on a line. */
export function findHomography(pairs: readonly Pair[]): Matrix3 | undefined {
  const from = normalise(pairs.map(({ board }) => board));
  const to = normalise(pairs.map(({ image }) => image));
  const rows = pairs.flatMap(({ board, image }) => {
    const [x, y] = from.apply(board);
    const [u, v] = to.apply(image);
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, -u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, -v],
    ];
  });
  const h = smallest(rows);
  const inner = new Matrix([h.slice(0, 3), h.slice(3, 6), h.slice(6, 9)]);
  const undone = invertScaling(to.matrix).mmul(inner).mmul(from.matrix);
  const last = undone.get(2, 2);
  if (!Number.isFinite(last) || Math.abs(last) < 1e-12) return undefined;
  return undone.div(last).to1DArray() as unknown as Matrix3;
}

function invertScaling(matrix: Matrix): Matrix {
  const by = matrix.get(0, 0);
  return new Matrix([
    [1 / by, 0, -matrix.get(0, 2) / by],
    [0, 1 / by, -matrix.get(1, 2) / by],
    [0, 0, 1],
  ]);
}

/**
 * The focal length, from how boards are seen (Zhang's constraints, 2000) by a camera with square pixels whose middle is the
 * picture's: a start that bundle adjustment makes exact. Undefined when all boards were seen head-on.
 */
export function findFocalLength(
  homographies: readonly Matrix3[],
  width: number,
  height: number,
): number | undefined {
  const [cx, cy] = [width / 2, height / 2];
  let [above, below] = [0, 0];
  for (const H of homographies) {
    const [a, b] = [0, 1].map((column) => {
      const w = H[6 + column] as number;
      return [(H[column] as number) - cx * w, (H[3 + column] as number) - cy * w, w] as const;
    }) as [readonly [number, number, number], readonly [number, number, number]];
    // The board's axes are at right angles, and equally long: (a₁b₁ + a₂b₂)/f² + a₃b₃ = 0, and the same of a² − b².
    const equations = [
      [a[0] * b[0] + a[1] * b[1], a[2] * b[2]],
      [a[0] ** 2 + a[1] ** 2 - b[0] ** 2 - b[1] ** 2, a[2] ** 2 - b[2] ** 2],
    ] as const;
    for (const [p, q] of equations) {
      above -= p * q;
      below += p * p;
    }
  }
  const inverseSquare = above / below;
  return inverseSquare > 0 ? 1 / Math.sqrt(inverseSquare) : undefined;
}

/** Where the camera stood to see the board so. */
export function poseFrom(H: Matrix3, { fx, fy, cx, cy }: Lens): Pose {
  const column = (at: number): Vector3 => {
    const w = H[6 + at] as number;
    return [((H[at] as number) - cx * w) / fx, ((H[3 + at] as number) - cy * w) / fy, w];
  };
  const by = (H[8] < 0 ? -1 : 1) / Math.sqrt(lengthOf(column(0)) * lengthOf(column(1)));
  const [a, b, t] = [scale(column(0), by), scale(column(1), by), scale(column(2), by)];
  const c = cross(a, b);
  const svd = new SVD(
    new Matrix([
      [a[0], b[0], c[0]],
      [a[1], b[1], c[1]],
      [a[2], b[2], c[2]],
    ]),
  );
  // The nearest that is a turn.
  const R = svd.leftSingularVectors.mmul(svd.rightSingularVectors.transpose()).to1DArray();
  return { R: R as unknown as Matrix3, t };
}
