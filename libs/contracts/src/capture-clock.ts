/**
 * What a phone's clock shows against the hub's, from pings (NTP's four times, RFC 5905, section 8, in ms with fractions):
 * the best of every ten seconds, and a line through those of the last three minutes.
 */
export interface ClockSample {
  readonly clientSentAt: number;
  readonly serverReceivedAt: number;
  readonly serverSentAt: number;
  readonly clientReceivedAt: number;
}

/** `hub = client + offsetMs + slope · (client − atMs)` */
export interface ClockEstimate {
  readonly offsetMs: number;
  /** Of the client's clock against the hub's: 0.00008 is 80 ppm. */
  readonly slope: number;
  readonly atMs: number;
  /** Half of the best round trip: the offset cannot be further off, however lopsided the way was. */
  readonly uncertaintyMs: number;
  readonly rounds: number;
}

/** How many rounds a phone makes before it counts as ready. */
export const CLOCK_ROUNDS_TO_BE_READY = 5;
const BUCKET_MS = 10_000;
const WINDOW_MS = 180_000;
/** Over less than this a line would follow the jitter. */
const SHORTEST_LINE_MS = 30_000;
/** Quartz in phones stays well below. */
const STEEPEST = 200e-6;
/** Between the points of a long take's clock, each with a line of its own. */
const KNOT_EVERY_MS = 30_000;

interface Point {
  readonly atMs: number;
  readonly offsetMs: number;
  readonly rttMs: number;
}

function pointOf(sample: ClockSample): Point {
  const { clientSentAt, serverReceivedAt, serverSentAt, clientReceivedAt } = sample;
  return {
    atMs: (clientSentAt + clientReceivedAt) / 2,
    offsetMs: (serverReceivedAt - clientSentAt + (serverSentAt - clientReceivedAt)) / 2,
    rttMs: clientReceivedAt - clientSentAt - (serverSentAt - serverReceivedAt),
  };
}

/** Whether the four times can be of one round trip at all. */
export function isPlausible(sample: ClockSample): boolean {
  const { rttMs } = pointOf(sample);
  return rttMs >= -1 && rttMs < 10_000 && sample.serverSentAt >= sample.serverReceivedAt;
}

/** Undefined while there is nothing to go by. */
export function estimateClock(samples: readonly ClockSample[]): ClockEstimate | undefined {
  const points = samples.filter(isPlausible).map(pointOf);
  const newest = Math.max(...points.map(({ atMs }) => atMs));
  return lineThrough(points.filter(({ atMs }) => atMs >= newest - WINDOW_MS));
}

export function toHubTime(clientMs: number, { offsetMs, slope, atMs }: ClockEstimate): number {
  return clientMs + offsetMs + slope * (clientMs - atMs);
}

export function toClientTime(hubMs: number, { offsetMs, slope, atMs }: ClockEstimate): number {
  return atMs + (hubMs - atMs - offsetMs) / (1 + slope);
}

/**
 * The clock over a whole take, computed afterwards from all samples: each moment by the pings around it, not only by those
 * before it.
 */
export function trackClock(
  samples: readonly ClockSample[],
  fromMs: number,
  toMs: number,
): ((clientMs: number) => number) | undefined {
  const points = samples.filter(isPlausible).map(pointOf);
  if (points.length === 0) return undefined;
  const knots: Point[] = [];
  const count = Math.max(1, Math.ceil((toMs - fromMs) / KNOT_EVERY_MS));
  for (let index = 0; index <= count; index += 1) {
    const atMs = fromMs + ((toMs - fromMs) * index) / count;
    const line = lineThrough(nearest(points, atMs));
    if (line) knots.push({ atMs, offsetMs: toHubTime(atMs, line) - atMs, rttMs: 0 });
  }
  return (clientMs) => clientMs + interpolate(knots, clientMs);
}

function nearest(points: readonly Point[], atMs: number): readonly Point[] {
  const around = points.filter((point) => Math.abs(point.atMs - atMs) <= WINDOW_MS / 2);
  return around.length > 0 ? around : points;
}

function interpolate(knots: readonly Point[], atMs: number): number {
  const after = Math.max(
    1,
    knots.findIndex((knot) => knot.atMs >= atMs),
  );
  const [a, b] = [knots[after - 1] as Point, knots[after] ?? (knots.at(-1) as Point)];
  if (a.atMs >= b.atMs) return a.offsetMs;
  return a.offsetMs + ((b.offsetMs - a.offsetMs) * (atMs - a.atMs)) / (b.atMs - a.atMs);
}

/** Those with the shortest way in each ten seconds: what was quick was not held up on one side. */
function bestOfBuckets(points: readonly Point[]): Point[] {
  const buckets = new Map<number, Point>();
  for (const point of points) {
    const bucket = Math.floor(point.atMs / BUCKET_MS);
    const best = buckets.get(bucket);
    if (!best || point.rttMs < best.rttMs) buckets.set(bucket, point);
  }
  return [...buckets.values()];
}

function lineThrough(all: readonly Point[]): ClockEstimate | undefined {
  const points = bestOfBuckets(all);
  const best = points.reduce<Point | undefined>((a, b) => (a && a.rttMs <= b.rttMs ? a : b), undefined);
  if (!best) return undefined;
  const uncertaintyMs = Math.max(0, best.rttMs) / 2;
  const times = points.map(({ atMs }) => atMs);
  if (Math.max(...times) - Math.min(...times) < SHORTEST_LINE_MS)
    return { offsetMs: best.offsetMs, slope: 0, atMs: best.atMs, uncertaintyMs, rounds: all.length };
  // A point counts by how sure it is; half a millisecond keeps one lucky ping from deciding alone.
  const weights = points.map(({ rttMs }) => 1 / (Math.max(0, rttMs) + 0.5) ** 2);
  const sum = (value: (point: Point) => number) =>
    points.reduce((total, point, index) => total + (weights[index] as number) * value(point), 0);
  const weight = sum(() => 1);
  const atMs = sum((point) => point.atMs - best.atMs) / weight + best.atMs;
  const offsetMs = sum((point) => point.offsetMs) / weight;
  const spread = sum((point) => (point.atMs - atMs) ** 2);
  const slope = sum((point) => (point.atMs - atMs) * (point.offsetMs - offsetMs)) / spread;
  return {
    ...{ offsetMs, atMs, uncertaintyMs, rounds: all.length },
    slope: Math.min(STEEPEST, Math.max(-STEEPEST, slope)),
  };
}
