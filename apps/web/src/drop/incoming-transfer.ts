import { concat, sha256, toBase64Url, type Bytes } from './bytes.ts';
import type { Control } from './control.ts';
import { Layout, type Manifest } from './manifest.ts';
import type { Block } from './parcel.ts';
import type { PeerLink } from './peer-link.ts';
import { isIntact, judge } from './receiving.ts';
import type { KeptTransfer } from './kept-transfers.ts';
import { openSink, type Sink } from './sink.ts';
import { maySqueeze } from './squeezing.ts';
import { Transfer, type TransferView } from './transfer.ts';
import { hasNoRoom, isElsewhere, whyNotWritten } from './why-not-written.ts';

const MOST_DAMAGED = 20;

/** Files that come from another device. */
export class IncomingTransfer extends Transfer {
  sink: Sink | undefined;
  private readonly layout: Layout;
  private next = 0;
  private hashes: Bytes[] = [];
  private damaged = 0;
  private isFromBefore = false;
  private isElsewhere = false;
  /** Why it rests, where not because somebody wants it to. */
  private restsFor: string | undefined;
  private last: Promise<void> = Promise.resolve();

  constructor(
    manifest: Manifest,
    device: string,
    peerName: string,
    changed: () => void,
    startedAt = Date.now(),
    private readonly sessionId?: string,
  ) {
    super(manifest, device, peerName, changed, startedAt);
    this.layout = new Layout(manifest.files);
  }

  /** One that came whole before this page was opened. */
  static kept({ manifest, device, peerName, cameAtMs }: KeptTransfer, sink: Sink, changed: () => void) {
    const transfer = new IncomingTransfer(manifest, device, peerName, changed, cameAtMs);
    transfer.sink = sink;
    transfer.next = transfer.layout.blocks;
    transfer.state = 'done';
    transfer.isFromBefore = true;
    return transfer;
  }

  view(): TransferView {
    const { id, device, peerName, manifest, state, why, startedAt, isPausedByMe, isPausedByThem } = this;
    return {
      ...{ id, device, peerName, manifest, state, why, startedAt, isPausedByMe, isPausedByThem },
      direction: 'in',
      bytes: this.layout.bytes,
      bytesDone: this.layout.bytesBefore(this.next),
      path: this.link?.pathOfIncoming ?? this.link?.path,
      bytesSentAgain: 0,
      isSaved: this.sink?.isSaved === true,
      isFromBefore: this.isFromBefore,
      isElsewhere: this.state === 'failed' && this.isElsewhere,
    };
  }

  /** It was offered, perhaps again. */
  attach(link: PeerLink): void {
    this.link = link;
    // Whoever comes back says so again.
    this.isPausedByThem = false;
    this.settlePause();
    if (this.state === 'done') link.send({ kind: 'done', id: this.id });
    else if (this.state === 'declined') link.send({ kind: 'decline', id: this.id });
    else if (this.sink) this.sayWhere();
    if (this.isOpen && this.isPausedByMe) link.send({ kind: 'pause', id: this.id, isPaused: true });
  }

  detach(): void {
    this.link = undefined;
    if (this.state === 'running') this.become('waiting');
  }

  async accept(): Promise<void> {
    try {
      this.sink ??= await openSink(this.manifest, () => this.leaveIt());
      await this.findWhatIsThere(this.sink);
    } catch (error) {
      // No file was named: it is still offered.
      if (error instanceof DOMException && error.name === 'AbortError') return;
      return this.state === 'failed' ? this.giveUp(error) : this.fail(error);
    }
    if (this.become('running')) this.sayWhere();
    this.settlePause();
  }

  /** From another window of this browser, as somebody here wants it to. */
  async takeOver(): Promise<void> {
    this.isElsewhere = false;
    this.become('failed', 'The other window is asked to let go…');
    await this.accept();
  }

  decline(): void {
    this.link?.send({ kind: 'decline', id: this.id });
    this.become('declined');
  }

  pause(isPaused: boolean): void {
    const hadNoRoom = this.restsFor !== undefined;
    this.isPausedByMe = isPaused;
    this.restsFor = undefined;
    this.link?.send({ kind: 'pause', id: this.id, isPaused });
    this.settlePause();
    // What came meanwhile was not written.
    if (hadNoRoom && !isPaused) this.sayWhere();
  }

  cancel(): void {
    this.link?.send({ kind: 'cancel', id: this.id });
    this.abandon();
  }

  /** When all that has come is dealt with. */
  settled(): Promise<void> {
    return this.last;
  }

  heed(said: Control): void {
    if (said.kind === 'ask') this.inTurn(() => this.sayWhere());
    if (said.kind === 'end') this.inTurn(() => this.finish(said.sha256));
    if (said.kind === 'failed') this.become('failed', said.why);
    if (said.kind === 'cancel') this.abandon('The other device has stopped it.');
    if (said.kind === 'pause') {
      this.isPausedByThem = said.isPaused;
      this.settlePause();
    }
  }

  /** Returns when they are written: so long nothing more is asked for. */
  take(blocks: readonly Block[]): Promise<void> {
    return this.inTurn(() => this.write(blocks));
  }

  private inTurn(step: () => Promise<void> | void): Promise<void> {
    this.last = this.last.then(step).catch((error: unknown) => this.fail(error));
    return this.last;
  }

  private abandon(why?: string): void {
    if (this.become('cancelled', why)) this.inTurn(() => this.sink?.remove());
  }

  private settlePause(): void {
    if (this.isPausedByMe || this.isPausedByThem) this.become('paused', this.restsFor);
    else if (this.state === 'paused') this.become(this.link ? 'running' : 'waiting');
    this.changed();
  }

  private async write(blocks: readonly Block[]): Promise<void> {
    const { sink } = this;
    if (!sink || !this.isOpen) return;
    if (this.state === 'waiting') this.become('running');
    for (const block of blocks) {
      // It may be stopped while a block is written.
      if (!this.isOpen) return;
      const judgement = judge(this.layout, this.next, block);
      if (judgement === 'skip') continue;
      if (judgement === 'refuse' || !(await isIntact(block))) return this.askAgain();
      const { file, offset } = this.layout.placeOf(block.position);
      await sink.write(file, offset, block.bytes);
      this.hashes.push(block.sha256.slice());
      this.next += 1;
    }
    this.link?.send({ kind: 'ack', id: this.id, upTo: this.next });
    this.changed();
  }

  private askAgain(): void {
    this.damaged += 1;
    if (this.damaged > MOST_DAMAGED) throw new Error('What came was damaged again and again.');
    this.sayWhere();
  }

  private sayWhere(): void {
    if (this.sink && this.isOpen)
      this.link?.send({ kind: 'accept', id: this.id, have: this.next, unfolds: maySqueeze() });
  }

  private async finish(theirHash: string): Promise<void> {
    if (!this.isOpen || this.next < this.layout.blocks) return this.sayWhere();
    const hash = toBase64Url(await sha256(concat(this.hashes)));
    if (hash !== theirHash) {
      await this.sink?.remove();
      return this.fail(new Error('What arrived is not what was sent. Nothing of it was kept.'));
    }
    const { device, peerName } = this;
    const { sessionId } = this;
    const from = { device, peerName, cameAtMs: Date.now(), ...(sessionId !== undefined && { sessionId }) };
    await this.sink?.finish(from);
    this.become('done');
    this.link?.send({ kind: 'done', id: this.id });
  }

  /** After a reload: what lies here from before is read and counted. */
  private async findWhatIsThere(sink: Sink): Promise<void> {
    this.next = 0;
    this.hashes = [];
    for (let file = 0; file < this.manifest.files.length; file += 1) {
      const first = this.layout.firstBlockOf(file);
      const all = this.layout.firstBlockOf(file + 1) - first;
      const size = this.manifest.files[file]?.sizeBytes ?? 0;
      const isWhole = size > 0 && size % 1024 ** 2 !== 0 ? await this.hasAll(sink, file, size) : false;
      const there = isWhole ? all : Math.min(all, await sink.blocksOf(file));
      for (let block = 0; block < there; block += 1)
        this.hashes.push(await sha256(await sink.read(file, block)));
      this.next = first + there;
      if (there < all) return;
    }
  }

  private async hasAll(sink: Sink, file: number, size: number): Promise<boolean> {
    return (await sink.fileAt(file).catch(() => undefined))?.size === size;
  }

  /** Another page of this browser has it: what lies on the disk, and what becomes of it, is for that one. */
  private leaveIt(error: unknown = new DOMException('', 'NoModificationAllowedError')): void {
    if (this.isOpen) this.sink = undefined;
    this.giveUp(error);
  }

  private giveUp(error: unknown): void {
    this.isElsewhere = isElsewhere(error);
    this.become('failed', whyNotWritten(error));
  }

  private fail(error: unknown): void {
    if (!this.isOpen) return;
    if (isElsewhere(error)) return this.leaveIt(error);
    if (hasNoRoom(error) && this.sink?.isSaved !== true && this.state !== 'offered') return this.rest();
    const why = whyNotWritten(error);
    this.link?.send({ kind: 'failed', id: this.id, why: why.slice(0, 200) });
    this.become('failed', why);
  }

  /** What has come stays, and the rest comes once there is room. */
  private rest(): void {
    this.restsFor = 'There is no room left on this device. Make some, then let it go on: nothing is lost.';
    this.isPausedByMe = true;
    this.link?.send({ kind: 'pause', id: this.id, isPaused: true });
    this.settlePause();
  }
}
