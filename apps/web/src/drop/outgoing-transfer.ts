import { concat, sha256, toBase64Url, type Bytes } from './bytes.ts';
import type { Control } from './control.ts';
import { BLOCK_BYTES, Layout, type Manifest } from './manifest.ts';
import { writeParcel, type Block } from './parcel.ts';
import type { PeerLink } from './peer-link.ts';
import {
  acknowledged,
  beginAt,
  isAllThere,
  mayTake,
  sentAgain,
  takenUpAt,
  took,
  type Sending,
} from './sending.ts';
import type { Source } from './source.ts';
import { maySqueeze, Squeezer } from './squeezing.ts';
import { Transfer, type TransferView } from './transfer.ts';
import type { PathKind } from './transport.ts';

/** Nothing was acknowledged for so long, though something is under way: the other side is asked where it is. */
const SILENCE_MS = 6_000;

/** Files on their way to another device. */
export class OutgoingTransfer extends Transfer {
  private readonly layout: Layout;
  private sending: Sending;
  private readonly hashes: (Bytes | undefined)[] = [];
  private path: PathKind | undefined;
  private isPumping = false;
  /** Counts how often it was taken up: what was begun before then is let go. */
  private generation = 0;
  private again = 0;
  private endSaidIn = -1;
  private since = { atMs: 0, bytes: 0 };
  private mayFold = false;
  private readonly squeezer = new Squeezer();
  private silence: ReturnType<typeof setTimeout> | undefined;

  constructor(
    manifest: Manifest,
    private readonly sources: readonly Source[],
    device: string,
    peerName: string,
    changed: () => void,
  ) {
    super(manifest, device, peerName, changed);
    this.layout = new Layout(manifest.files);
    this.sending = beginAt(this.layout.blocks, 0);
  }

  view(): TransferView {
    const { id, device, peerName, manifest, state, why, startedAt, isPausedByMe, isPausedByThem } = this;
    return {
      ...{ id, device, peerName, manifest, state, why, startedAt, isPausedByMe, isPausedByThem },
      direction: 'out',
      bytes: this.layout.bytes,
      bytesDone: this.layout.bytesBefore(this.sending.acked),
      path: this.path,
      bytesSentAgain: this.again,
    };
  }

  /** The other device is there, perhaps again: it is told, and says how far it is. */
  attach(link: PeerLink): void {
    this.link = link;
    this.generation += 1;
    // Whoever comes back says so again.
    this.isPausedByThem = false;
    if (!this.isOpen) return;
    // Nothing goes before they have said where they are.
    if (this.state === 'paused' && !this.isPausedByMe) this.become('waiting');
    link.send({ kind: 'offer', manifest: this.manifest });
    if (this.isPausedByMe) link.send({ kind: 'pause', id: this.id, isPaused: true });
  }

  detach(): void {
    this.link = undefined;
    this.generation += 1;
    clearTimeout(this.silence);
    if (this.state === 'running') this.become('waiting');
  }

  /** The way is another one. What was under way on the old one may be lost. */
  pathChanged(link: PeerLink): void {
    if (link !== this.link || !this.isOpen || this.state === 'offered') return;
    if (this.path !== undefined && link.bestPath() !== undefined && this.isUnderWay()) {
      // The old way may still bring everything; if it does not, the silence tells.
      this.expectAnswer(1_000);
    }
    void this.pump();
  }

  /** The same browser may have several windows: which one takes it says `accept`, and from then on is heard alone. */
  heed(said: Control, link = this.link): void {
    if (link !== this.link) {
      if (said.kind === 'accept') this.link = link;
      else if (this.state !== 'offered') return;
    }
    // Another window of theirs has stopped it, and this one does not know.
    if (said.kind === 'accept' && ['cancelled', 'failed'].includes(this.state))
      return link?.send({ kind: 'cancel', id: this.id });
    if (said.kind === 'accept') {
      this.mayFold = said.unfolds === true && maySqueeze();
      this.takeUp(said.have);
    }
    if (said.kind === 'decline') this.become('declined');
    if (said.kind === 'ack') this.heard(said.upTo);
    if (said.kind === 'pause') this.pauseOfThem(said.isPaused);
    if (said.kind === 'done') this.finish();
    if (said.kind === 'failed') this.become('failed', said.why);
    if (said.kind === 'cancel') this.become('cancelled', 'The other device has stopped it.');
  }

  pause(isPaused: boolean): void {
    this.isPausedByMe = isPaused;
    this.link?.send({ kind: 'pause', id: this.id, isPaused });
    this.settlePause();
  }

  cancel(): void {
    this.link?.send({ kind: 'cancel', id: this.id });
    this.stop();
    this.become('cancelled');
  }

  private pauseOfThem(isPaused: boolean): void {
    this.isPausedByThem = isPaused;
    this.settlePause();
  }

  private settlePause(): void {
    if (this.isPausedByMe || this.isPausedByThem) this.become('paused');
    else if (this.state === 'paused' && !this.link) this.become('waiting');
    else if (this.state === 'paused' && this.become('running')) void this.pump();
    this.changed();
  }

  private takeUp(have: number): void {
    if (!this.isOpen) return;
    this.since = { atMs: performance.now(), bytes: this.layout.bytesBefore(have) };
    this.again += sentAgain(this.sending, have, this.layout);
    this.sending = takenUpAt(this.sending, have);
    this.generation += 1;
    this.isPumping = false;
    if (this.isPausedByMe || this.isPausedByThem) return void this.become('paused');
    this.become('running');
    void this.pump();
  }

  private heard(upTo: number): void {
    this.sending = acknowledged(this.sending, upTo);
    this.expectAnswer();
    this.changed();
    void this.pump();
  }

  private finish(): void {
    this.stop();
    this.sending = beginAt(this.layout.blocks, this.layout.blocks);
    this.become('done');
  }

  private stop(): void {
    this.generation += 1;
    clearTimeout(this.silence);
  }

  /** Bytes per second since it was taken up; undefined as long as little is known. */
  private speed(): number | undefined {
    const { atMs, bytes } = this.since;
    const sec = (performance.now() - atMs) / 1000;
    const gone = this.layout.bytesBefore(this.sending.acked) - bytes;
    return sec > 1 && gone > 0 ? gone / sec : undefined;
  }

  private isUnderWay(): boolean {
    return this.sending.next > this.sending.acked;
  }

  private expectAnswer(withinMs = SILENCE_MS): void {
    clearTimeout(this.silence);
    if (!this.isUnderWay() && !isAllThere(this.sending)) return;
    this.silence = setTimeout(() => {
      if (this.state !== 'running') return;
      this.endSaidIn = -1;
      this.link?.send({ kind: 'ask', id: this.id });
      this.expectAnswer();
    }, withinMs);
  }

  private async pump(): Promise<void> {
    if (this.isPumping || this.state !== 'running' || !this.link) return;
    const { generation, link } = this;
    this.isPumping = true;
    try {
      while (
        generation === this.generation &&
        this.state === 'running' &&
        mayTake(this.sending, this.layout) > 0
      ) {
        const path = link.bestPath();
        // From one way to another only when the first is empty, so that nothing comes in another order.
        if (path === undefined || (path !== this.path && this.isUnderWay())) break;
        if (path !== 'hub') link.stopRelay();
        this.path = path;
        await this.sendSome(link, path, generation);
      }
      if (generation === this.generation && isAllThere(this.sending)) await this.sayEnd(generation);
    } catch (error) {
      if (generation === this.generation) this.sourceFailed(error);
    } finally {
      if (generation === this.generation) this.isPumping = false;
    }
  }

  private async sendSome(link: PeerLink, path: PathKind, generation: number): Promise<void> {
    const blocks: Block[] = [];
    let bytes = 0;
    const most = mayTake(this.sending, this.layout);
    const { next } = this.sending;
    // Small files go together.
    while (blocks.length < most && bytes < BLOCK_BYTES) {
      const block = await this.readBlock(next + blocks.length);
      if (blocks.length > 0 && bytes + block.bytes.length > BLOCK_BYTES) break;
      blocks.push(block);
      bytes += block.bytes.length;
    }
    if (generation !== this.generation) return;
    this.sending = took(this.sending, blocks.length);
    this.expectAnswer();
    const plain = writeParcel({ transferId: this.id, blocks });
    const parcel = this.mayFold ? await this.squeezer.pack(plain, this.speed()) : plain;
    await link
      .transportFor(path)
      ?.send(parcel)
      .catch(() => this.expectAnswer(500));
  }

  private async readBlock(position: number): Promise<Block> {
    const { file, offset, length } = this.layout.placeOf(position);
    const source = this.sources[file];
    const bytes = await source?.read(offset, length);
    if (bytes?.length !== length) throw new Error(`${source?.path} has changed since it was offered.`);
    const hash = await sha256(bytes);
    this.hashes[position] = hash;
    return { position, sha256: hash, bytes };
  }

  private async sayEnd(generation: number): Promise<void> {
    if (this.endSaidIn === generation) return;
    this.endSaidIn = generation;
    const hashes: Bytes[] = [];
    // What went over before a break is read once more: the whole is what counts.
    for (let position = 0; position < this.layout.blocks; position += 1)
      hashes.push(this.hashes[position] ?? (await this.readBlock(position)).sha256);
    this.link?.send({ kind: 'end', id: this.id, sha256: toBase64Url(await sha256(concat(hashes))) });
    this.expectAnswer();
  }

  private sourceFailed(error: unknown): void {
    const why = error instanceof Error ? error.message : 'A file could not be read.';
    this.link?.send({ kind: 'failed', id: this.id, why: why.slice(0, 200) });
    this.stop();
    this.become('failed', why);
  }
}
