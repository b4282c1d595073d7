import type { LiveTopic } from '@hearth/contracts';
import { findCursor, writeCursor } from './cursor.js';
import type { Concerned } from './topics.js';

/** An event as browsers get it. */
export interface HeardEvent {
  readonly topic: LiveTopic;
  /** Whose matter it is, where not everybody may hear of it. */
  readonly concerned?: Concerned | undefined;
  /** The message, written once for all who hear it. */
  readonly text: string;
}

/** One of the stream. */
export interface LiveEvent extends HeardEvent {
  readonly sequence: number;
}

/** How a browser that comes back is brought up to date. */
export interface Replay {
  /** False: it missed more than is remembered here, and must fetch anew. */
  readonly complete: boolean;
  /** What the subscription stands from. */
  readonly cursor: string;
  readonly events: readonly LiveEvent[];
  /** Only events after this one are new to it. */
  readonly upTo: number;
}

/** More than this is quicker told by fetching the list again. */
const REMEMBERED_EVENTS = 1_000;
/** Another gateway may be a little ahead of this one in the same stream. */
const AHEAD_TOLERANCE = 1_000;

/** The end of the stream: everything after `completeAfter` that browsers may hear of, in order. */
export class RecentEvents {
  private readonly events: LiveEvent[] = [];
  private last: number;

  constructor(
    readonly epoch: string,
    private completeAfter: number,
    private readonly remembered = REMEMBERED_EVENTS,
  ) {
    this.last = completeAfter;
  }

  /** The sequence of the newest event that was seen. */
  get tail(): number {
    return this.last;
  }

  cursor(sequence = this.last): string {
    return writeCursor({ epoch: this.epoch, sequence });
  }

  add(event: LiveEvent): void {
    this.pass(event.sequence);
    this.events.push(event);
    while (this.events.length > this.remembered)
      this.completeAfter = this.events.shift()?.sequence ?? this.last;
  }

  /** An event that is of no topic was seen. */
  pass(sequence: number): void {
    this.last = Math.max(this.last, sequence);
  }

  replay(cursorText: string | undefined): Replay {
    if (cursorText === undefined)
      return { complete: true, cursor: this.cursor(), events: [], upTo: this.last };
    const cursor = findCursor(cursorText);
    const isKnown =
      cursor?.epoch === this.epoch &&
      cursor.sequence >= this.completeAfter &&
      cursor.sequence <= this.last + AHEAD_TOLERANCE;
    if (!cursor || !isKnown) return { complete: false, cursor: this.cursor(), events: [], upTo: this.last };
    return {
      complete: true,
      cursor: cursorText,
      events: this.events.filter(({ sequence }) => sequence > cursor.sequence),
      upTo: Math.max(cursor.sequence, this.last),
    };
  }
}
