import { SHORTEST_SEC, type Stretch } from './played-seconds.ts';

/** One run of a player without a jump. */
export interface Run {
  /** Told as a playback of its own, so that it may be told again and still counts once. */
  readonly playbackId: string;
  readonly fromSec: number;
  readonly toSec: number;
  /** What had been played when it began. */
  readonly before: readonly Stretch[];
}

/** What of a run had been played before: `HTMLMediaElement.played` holds that once, however often it is played. */
export function replayedIn({ fromSec, toSec, before }: Omit<Run, 'playbackId'>): Stretch[] {
  return before
    .map(([from, to]) => [Math.max(from, fromSec), Math.min(to, toSec)] as const)
    .filter(([from, to]) => to - from >= SHORTEST_SEC);
}

/** Both together, in order and free of overlaps. */
export function united(one: readonly Stretch[], other: readonly Stretch[]): Stretch[] {
  const joined: [number, number][] = [];
  for (const [from, to] of [...one, ...other].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/** What is to be told of one run. */
export interface Replay {
  readonly playbackId: string;
  readonly segments: readonly Stretch[];
  readonly toSec: number;
}

/** More than anybody jumps between two reports. */
const MOST_RUNS = 90;

/** Follows a player from run to run, and knows which of them play something again. */
export class ReplayLog {
  private seen: readonly Stretch[] = [];
  private runs: Run[] = [];
  private run: Run;
  private readonly toldTo = new Map<string, number>();

  constructor(
    fromSec: number,
    private readonly newId: () => string,
  ) {
    this.run = this.begin(fromSec);
  }

  /** The player has come to here without a jump. */
  reach(sec: number): void {
    if (sec > this.run.toSec) this.run = { ...this.run, toSec: sec };
  }

  /** It left off at one place and goes on at another; `played` is all it has played until now. */
  jump(leftAtSec: number, toSec: number, played: readonly Stretch[]): void {
    this.reach(leftAtSec);
    if (replayedIn(this.run).length > 0) this.runs = [...this.runs, this.run].slice(-MOST_RUNS);
    this.seen = united(this.seen, played);
    this.run = this.begin(toSec);
  }

  /** What was not told yet, or has grown since. */
  toTell(): Replay[] {
    return [...this.runs, this.run]
      .filter(({ playbackId, toSec }) => toSec > (this.toldTo.get(playbackId) ?? -1))
      .map((run) => ({ playbackId: run.playbackId, segments: replayedIn(run), toSec: run.toSec }))
      .filter(({ segments }) => segments.length > 0);
  }

  told(replays: readonly Replay[]): void {
    for (const { playbackId, toSec } of replays) this.toldTo.set(playbackId, toSec);
    this.runs = this.runs.filter(({ playbackId, toSec }) => toSec > (this.toldTo.get(playbackId) ?? -1));
  }

  private begin(fromSec: number): Run {
    return { playbackId: this.newId(), fromSec, toSec: fromSec, before: this.seen };
  }
}
