import { Transform, type Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HearthError } from '@hearth/platform';

/** Where bytes come from. */
export interface Source {
  readonly stream: Readable;
  /** Undefined when it was not said beforehand. */
  readonly lengthBytes: number | undefined;
}

/** Where they go; opened once there is something to come. */
export type OpenSink = (lengthBytes: number | undefined) => Writable;

/** Told of bytes as they pass; throws when no more may. */
export type Meter = (bytes: number) => void;

export interface Sides {
  readonly from?: { readonly source: Source; readonly meter: Meter };
  readonly openSink?: OpenSink;
}

/** A source that waits for its sink, or a sink that waits for its source. */
export class Transfer {
  private settle: (outcome: HearthError | undefined) => void = () => undefined;
  /** Undefined when all has gone through; else why not. */
  readonly over = new Promise<HearthError | undefined>((resolve) => (this.settle = resolve));
  private readonly stopping = new AbortController();
  private isMet = false;

  constructor(
    readonly key: string,
    private readonly first: Sides,
  ) {}

  get waitsFor(): 'source' | 'sink' | undefined {
    if (this.isMet) return undefined;
    return this.first.from ? 'sink' : 'source';
  }

  /** Both are here: the bytes go through, as fast as the slower side takes them. */
  meet(second: Sides): void {
    const { from, openSink } = { ...this.first, ...second };
    if (!from || !openSink || this.isMet) throw new Error('there are not two sides to meet');
    this.isMet = true;
    void this.pass(from.source, openSink(from.source.lengthBytes), from.meter);
  }

  /** Ends it, whatever its state. */
  stop(why: HearthError): void {
    this.settle(why);
    this.stopping.abort();
  }

  private async pass(source: Source, sink: Writable, meter: Meter): Promise<void> {
    const { signal } = this.stopping;
    const counted = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        try {
          meter(chunk.length);
          done(null, chunk);
        } catch (error) {
          done(error as Error);
        }
      },
    });
    try {
      await pipeline(source.stream, counted, sink, { signal });
      this.settle(undefined);
    } catch (cause) {
      this.settle(cause instanceof HearthError ? cause : new HearthError('drop.relay-broken', { cause }));
    }
  }
}
