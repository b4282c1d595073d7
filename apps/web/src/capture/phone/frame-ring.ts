/** What was filmed and is not known to be kept by the hub yet, so that a gap of the network loses nothing. */
export class FrameRing {
  /** Those that had to be let go of unsent, because there was no more room. */
  dropped = 0;
  private readonly envelopes = new Map<number, Uint8Array>();
  private bytes = 0;
  private nextSeq: number;

  constructor(
    private readonly maxBytes: number,
    firstSeq = 1,
  ) {
    this.nextSeq = firstSeq;
  }

  get waitingBytes(): number {
    return this.bytes;
  }

  get count(): number {
    return this.envelopes.size;
  }

  /** Keeps what `make` makes of the next number; the oldest go when there are too many. */
  push(make: (seq: number) => Uint8Array): void {
    const seq = this.nextSeq;
    this.nextSeq += 1;
    const envelope = make(seq);
    this.envelopes.set(seq, envelope);
    this.bytes += envelope.length;
    while (this.bytes > this.maxBytes) {
      const oldest = this.envelopes.keys().next().value;
      if (oldest === undefined) return;
      this.forget(oldest);
      this.dropped += 1;
    }
  }

  /** After the page was loaded anew: the hub counts on from what it had before. */
  goOnAfter(lastSeq: number): void {
    if (lastSeq < this.nextSeq) return;
    this.envelopes.clear();
    this.bytes = 0;
    this.nextSeq = lastSeq + 1;
  }

  /** The hub has all up to this one. */
  ack(lastSeq: number): void {
    for (const seq of this.envelopes.keys()) {
      if (seq > lastSeq) return;
      this.forget(seq);
    }
  }

  /** The oldest one after another. */
  findAfter(seq: number): { readonly seq: number; readonly envelope: Uint8Array } | undefined {
    // Numbers follow each other but where some were dropped at the start.
    const first = this.envelopes.keys().next().value;
    if (first === undefined) return undefined;
    const wanted = Math.max(first, seq + 1);
    const envelope = this.envelopes.get(wanted);
    return envelope && { seq: wanted, envelope };
  }

  private forget(seq: number): void {
    this.bytes -= this.envelopes.get(seq)?.length ?? 0;
    this.envelopes.delete(seq);
  }
}
