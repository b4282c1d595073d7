import {
  SKEW_LIMIT_MS,
  type CaptureDevice,
  type CaptureMessage,
  type CaptureRequest,
  type CaptureSession,
  type CaptureTransport,
  type UserId,
} from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import { hubNowMs } from '../joining/hub-clock.js';
import type { DeviceRecord, SessionRecord } from '../joining/session-record.js';
import type { Peer, PeerKind } from './peer.js';
import { stateOfPhone } from './phone-state.js';
import { PhoneStream, skewOf } from './phone-stream.js';
import { Preview } from './preview.js';
import type { RunningTake } from './running-take.js';
import { outlineOf } from './session-outline.js';

const TICK_MS = 250;
const ACK_EVERY_TICKS = 4;
const SILENT_FOR_MS = 4_000;
const FORGOTTEN_AFTER_MS = 60_000;
const LONGEST_TAKE_MS = 2 * 3_600_000;

interface Phone {
  readonly record: DeviceRecord;
  readonly stream: PhoneStream;
  /** Where it is told things: by its socket if there is one. */
  readonly peers: Map<PeerKind, Peer>;
  battery: number | null;
  droppedByPhone: number;
}

/** What happens to a session that others must see to. */
export interface SessionEvents {
  /** All that was filmed before the stop is here. */
  onTakeComplete(take: RunningTake, streams: ReadonlyMap<string, PhoneStream>): Promise<void>;
  /** Who takes part, what they do or what is recorded is different from before; numbers alone are not told of. */
  onChange(ownerId: UserId, session: CaptureSession): void;
}

/** A session as it lives at the one gateway that keeps it: phones, directors, the take that runs. */
export class LiveSession {
  private readonly phones = new Map<string, Phone>();
  private readonly previews = new Set<Preview>();
  private readonly gone = new Set<string>();
  private take: RunningTake | undefined;
  private finishing: Promise<void> | undefined;
  private ticks = 0;
  private outline = '';
  private readonly ticking: NodeJS.Timeout;
  readonly openedAtMs = hubNowMs();

  constructor(
    private record: SessionRecord,
    private readonly events: SessionEvents,
  ) {
    this.ticking = setInterval(() => this.tick(), TICK_MS);
  }

  get isBusy(): boolean {
    return (
      this.take !== undefined ||
      this.previews.size > 0 ||
      [...this.phones.values()].some(({ peers }) => peers.size > 0)
    );
  }

  get runningTake(): RunningTake | undefined {
    return this.take;
  }

  addDevice(record: DeviceRecord): Phone {
    const known = this.phones.get(record.deviceId);
    if (known) return known;
    const stream = new PhoneStream(hubNowMs());
    const phone: Phone = { record, stream, peers: new Map(), battery: null, droppedByPhone: 0 };
    this.phones.set(record.deviceId, phone);
    return phone;
  }

  knows(deviceId: string): boolean {
    return this.phones.has(deviceId);
  }

  /** A phone has connected, once more or for the first time. The newest connection of its kind counts. */
  attachPhone(deviceId: string, peer: Peer, kind: PeerKind): void {
    const phone = this.get(deviceId);
    const before = phone.peers.get(kind);
    phone.peers.set(kind, peer);
    if (before && before !== peer) {
      // A page that still hears this is another tab of the same phone: it must not come back in turn.
      if (kind === 'socket') before.send({ type: 'refused', code: 'capture.device-registered' });
      before.close();
    }
    this.gone.delete(deviceId);
    phone.stream.lastHeardMs = hubNowMs();
    // After a gateway's death what its journal holds is where to go on.
    phone.stream.lastSeq ??= this.take?.findKept(deviceId) ?? null;
    peer.send({
      type: 'welcome',
      as: 'phone',
      sessionId: this.record.id,
      lastSeq: this.keptOf(phone),
      serverTimeMs: hubNowMs(),
    });
    const { record } = this.take ?? {};
    if (record) peer.send({ type: 'record', takeId: record.id, startsAtMs: record.startsAtMs });
    if (record?.stopsAtMs) peer.send({ type: 'stop', takeId: record.id, stopsAtMs: record.stopsAtMs });
  }

  detachPhone(deviceId: string, peer: Peer): void {
    const peers = this.phones.get(deviceId)?.peers ?? new Map<PeerKind, Peer>();
    for (const [kind, one] of peers) if (one === peer) peers.delete(kind);
  }

  attachDirector(peer: Peer): () => void {
    const preview = new Preview(peer);
    this.previews.add(preview);
    peer.send({
      type: 'welcome',
      as: 'director',
      sessionId: this.record.id,
      lastSeq: null,
      serverTimeMs: hubNowMs(),
    });
    peer.send({ type: 'session', session: this.describe() });
    this.tellPhones({ type: 'key-frame' });
    return () => this.previews.delete(preview);
  }

  onMessage(deviceId: string, message: CaptureRequest, from: Peer): void {
    const now = hubNowMs();
    const phone = this.get(deviceId);
    phone.stream.lastHeardMs = now;
    if (message.type === 'clock') from.send({ ...message, serverReceivedAt: now, serverSentAt: hubNowMs() });
    else if (message.type === 'ping') from.send({ type: 'pong' });
    else if (message.type === 'samples') {
      const plausible = phone.stream.addSamples(message.samples);
      this.take?.addSamples(deviceId, plausible);
    } else if (message.type === 'status') {
      phone.battery = message.battery ?? phone.battery;
      phone.droppedByPhone = message.framesDropped ?? phone.droppedByPhone;
      phone.stream.width = message.width ?? phone.stream.width;
      phone.stream.height = message.height ?? phone.stream.height;
    } else if (message.type === 'leave') this.leave(deviceId);
  }

  /** False for what is no frame. */
  onEnvelope(deviceId: string, bytes: Uint8Array, transport: CaptureTransport): boolean {
    const { stream } = this.get(deviceId);
    this.gone.delete(deviceId);
    const receipt = stream.receive(bytes, transport, hubNowMs());
    if (receipt.outcome !== 'taken') return receipt.outcome === 'known';
    this.take?.take(deviceId, receipt.envelope, bytes, receipt.hubMs);
    for (const preview of this.previews) preview.show(deviceId, receipt.envelope);
    return true;
  }

  /** The newest of a phone that is kept, or need not be. */
  lastKept(deviceId: string): number | null {
    return this.keptOf(this.get(deviceId));
  }

  /** Throws `capture.no-device`, `capture.take-running` or `capture.not-in-step`. Returns the phones that take part. */
  checkReady(force: boolean): DeviceRecord[] {
    if (this.take) throw new HearthError('capture.take-running');
    const now = hubNowMs();
    const phones = [...this.phones.values()].filter(
      ({ stream, peers, record }) =>
        !this.gone.has(record.deviceId) && (peers.size > 0 || now - stream.lastHeardMs < SILENT_FOR_MS),
    );
    if (phones.length === 0) throw new HearthError('capture.no-device');
    const skew = skewOf(
      phones.map(({ stream }) => stream),
      now,
    );
    if (!force && skew !== null && skew > SKEW_LIMIT_MS) throw new HearthError('capture.not-in-step');
    return phones.map(({ record }) => record);
  }

  begin(take: RunningTake): void {
    this.take = take;
    // What was measured before counts, too: a line needs its past.
    for (const [deviceId, { stream }] of this.phones) take.addSamples(deviceId, stream.samples);
    const { id, startsAtMs } = take.record;
    this.tellPhones({ type: 'record', takeId: id, startsAtMs });
    this.tellDirectors();
  }

  /** Goes on with a take of a gateway that died. */
  resume(take: RunningTake): void {
    this.take = take;
  }

  stop(stopsAtMs: number): void {
    if (!this.take || this.take.record.stopsAtMs !== null) return;
    Object.assign(this.take.record, { stopsAtMs, state: 'finishing' });
    this.tellPhones({ type: 'stop', takeId: this.take.record.id, stopsAtMs });
    this.tellDirectors();
  }

  /** Everybody is told and let go. */
  end(endedAt: Date): void {
    this.record = { ...this.record, endedAt };
    this.tellPhones({ type: 'ended' });
    for (const { peer } of this.previews) peer.send({ type: 'ended' });
    for (const deviceId of this.phones.keys()) this.leave(deviceId);
    this.tellChange(this.describe());
  }

  /** Whether a take runs on though nobody has sent anything for a while, or for longer than any take is meant to be. */
  isForgotten(now: number): boolean {
    const { record } = this.take ?? {};
    if (!record || record.stopsAtMs !== null) return false;
    const heard = Math.max(
      record.startsAtMs,
      this.openedAtMs,
      ...[...this.phones.values()].map(({ stream }) => stream.lastHeardMs),
    );
    return now > heard + FORGOTTEN_AFTER_MS || now > record.startsAtMs + LONGEST_TAKE_MS;
  }

  /** Nothing of it is kept here any more. */
  dispose(): void {
    clearInterval(this.ticking);
    for (const { peers } of this.phones.values()) peers.forEach((peer) => peer.close());
    for (const { peer } of this.previews) peer.close();
  }

  describe(): CaptureSession {
    const now = hubNowMs();
    const { record } = this.take ?? {};
    return {
      sessionId: this.record.id,
      mode: this.record.mode,
      label: this.record.label,
      expectedDevices: this.record.expectedDevices,
      createdAt: this.record.createdAt.toISOString(),
      expiresAt: this.record.expiresAt.toISOString(),
      endedAt: this.record.endedAt?.toISOString() ?? null,
      devices: [...this.phones.values()].map((phone) => this.describePhone(phone, now)),
      skewMs: skewOf(
        [...this.phones.values()].map(({ stream }) => stream),
        now,
      ),
      take: record
        ? {
            takeId: record.id,
            startsAtMs: record.startsAtMs,
            state: record.stopsAtMs === null ? 'recording' : 'finishing',
          }
        : null,
    };
  }

  private describePhone(phone: Phone, now: number): CaptureDevice {
    const { record, stream } = phone;
    const { estimate } = stream;
    const isRecording = this.take?.record.stopsAtMs === null && this.take.find(record.deviceId)?.hasBegun;
    return {
      deviceId: record.deviceId,
      label: record.label,
      model: record.metadata.model ?? null,
      state: stateOfPhone({
        hasLeft: this.gone.has(record.deviceId),
        isSilent: now - stream.lastHeardMs > SILENT_FOR_MS,
        wasHeard: stream.received > 0 || estimate !== undefined,
        isRecording: isRecording ?? false,
        rounds: estimate?.rounds ?? 0,
      }),
      transport: stream.transport,
      width: stream.width ?? record.metadata.width ?? null,
      height: stream.height ?? record.metadata.height ?? null,
      fps: stream.fps(now),
      battery: phone.battery,
      offsetMs: estimate?.offsetMs ?? null,
      uncertaintyMs: estimate?.uncertaintyMs ?? null,
      framesReceived: stream.received,
      framesDropped: stream.dropped + phone.droppedByPhone,
      framesRefused: stream.refused,
    };
  }

  private get(deviceId: string): Phone {
    const phone = this.phones.get(deviceId);
    if (!phone) throw new HearthError('capture.token-invalid');
    return phone;
  }

  private keptOf({ record, stream }: Phone): number | null {
    const kept = this.take?.findKept(record.deviceId);
    return kept === undefined ? stream.lastSeq : kept;
  }

  private leave(deviceId: string): void {
    this.gone.add(deviceId);
    const { peers } = this.get(deviceId);
    peers.forEach((peer) => peer.close());
    peers.clear();
  }

  private tellPhones(message: CaptureMessage): void {
    for (const { peers } of this.phones.values()) (peers.get('socket') ?? peers.get('webrtc'))?.send(message);
  }

  private tellDirectors(): void {
    const session = this.describe();
    this.tellChange(session);
    for (const { peer } of this.previews) peer.send({ type: 'session', session });
  }

  private tellChange(session: CaptureSession): void {
    const outline = outlineOf(session);
    if (outline === this.outline) return;
    this.outline = outline;
    this.events.onChange(this.record.makerId, session);
  }

  private tick(): void {
    this.ticks += 1;
    if (this.ticks % ACK_EVERY_TICKS === 0) {
      this.tellDirectors();
      for (const phone of this.phones.values()) {
        const lastSeq = this.keptOf(phone);
        if (lastSeq !== null) phone.peers.forEach((peer) => peer.send({ type: 'ack', lastSeq }));
      }
    }
    this.finishIfComplete();
  }

  private finishIfComplete(): void {
    const { take } = this;
    const streams = new Map([...this.phones].map(([deviceId, { stream }]) => [deviceId, stream]));
    if (!take || this.finishing || !take.isComplete(streams, this.gone, hubNowMs())) return;
    this.finishing = this.events.onTakeComplete(take, streams).finally(() => {
      this.take = undefined;
      this.finishing = undefined;
      this.tellDirectors();
    });
    // The one who finishes it says what went wrong.
    this.finishing.catch(() => undefined);
  }
}
