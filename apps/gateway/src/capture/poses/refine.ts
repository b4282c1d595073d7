import { CholeskyDecomposition, Matrix } from 'ml-matrix';

/** A part of what is to be made small, and on which of the parameters it depends. */
export interface ResidualBlock {
  readonly parameters: readonly number[];
  readonly residuals: (values: readonly number[]) => readonly number[];
}

const STEP = 1e-6;
const ENOUGH = 1e-10;
/** A residual beyond this counts by its size, no longer by its square (Huber). */
const HUBER = 3;

/**
 * Least squares by Levenberg and Marquardt over blocks that each depend on few parameters, as those of bundle adjustment do.
 * The derivatives are differences. Returns the parameters that fit best.
 */
export function refine(
  start: readonly number[],
  blocks: readonly ResidualBlock[],
  iterations = 40,
): readonly number[] {
  let best = start;
  let cost = costOf(best, blocks);
  let damping = 1e-3;
  for (let iteration = 0; iteration < iterations && damping < 1e8; iteration += 1) {
    const { normal, gradient } = linearise(best, blocks);
    const step = solve(normal, gradient, damping);
    const tried = step && best.map((value, index) => value - (step[index] as number));
    const triedCost = tried ? costOf(tried, blocks) : Infinity;
    if (!tried || !(triedCost < cost)) {
      damping *= 8;
      continue;
    }
    const gain = (cost - triedCost) / cost;
    [best, cost, damping] = [tried, triedCost, Math.max(1e-9, damping / 5)];
    if (gain < ENOUGH) break;
  }
  return best;
}

const pick = (values: readonly number[], indexes: readonly number[]) =>
  indexes.map((index) => values[index] as number);

const weightOf = (residual: number) => (Math.abs(residual) <= HUBER ? 1 : HUBER / Math.abs(residual));

function costOf(values: readonly number[], blocks: readonly ResidualBlock[]): number {
  let cost = 0;
  for (const { parameters, residuals } of blocks) {
    for (const residual of residuals(pick(values, parameters))) {
      const size = Math.abs(residual);
      cost += size <= HUBER ? size * size : HUBER * (2 * size - HUBER);
    }
  }
  return Number.isFinite(cost) ? cost : Infinity;
}

function linearise(values: readonly number[], blocks: readonly ResidualBlock[]) {
  const normal = Matrix.zeros(values.length, values.length);
  const gradient = new Array<number>(values.length).fill(0);
  for (const { parameters, residuals } of blocks) {
    const at = pick(values, parameters);
    const here = residuals(at);
    const columns = at.map((value, index) => {
      const step = STEP * Math.max(1, Math.abs(value));
      const there = residuals(at.map((one, other) => (other === index ? one + step : one)));
      return there.map((residual, row) => (residual - (here[row] as number)) / step);
    });
    columns.forEach((column, a) => {
      const row = parameters[a] as number;
      const weighted = column.map((slope, index) => slope * weightOf(here[index] as number));
      gradient[row] = (gradient[row] as number) + dot(weighted, here);
      for (let b = 0; b <= a; b += 1) {
        const at2 = parameters[b] as number;
        const sum = normal.get(row, at2) + dot(weighted, columns[b] as number[]);
        normal.set(row, at2, sum).set(at2, row, sum);
      }
    });
  }
  return { normal, gradient };
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] as number) * (b[index] as number);
  return sum;
}

function solve(normal: Matrix, gradient: readonly number[], damping: number): number[] | undefined {
  const damped = normal.clone();
  for (let index = 0; index < gradient.length; index += 1)
    damped.set(index, index, normal.get(index, index) * (1 + damping) + 1e-12);
  const decomposed = new CholeskyDecomposition(damped);
  if (!decomposed.isPositiveDefinite()) return undefined;
  const step = decomposed.solve(Matrix.columnVector(gradient as number[])).to1DArray();
  return step.every(Number.isFinite) ? step : undefined;
}
