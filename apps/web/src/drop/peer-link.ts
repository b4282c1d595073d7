import { z } from 'zod';
import { Pieces, piecesOf, type Control } from './control.ts';
import { DirectTransport, findPathKind } from './direct-transport.ts';
import { Handshake, type PairKeys } from './handshake.ts';
import type { Bytes } from './bytes.ts';
import { RelayReceiver, RelaySender } from './relay-transport.ts';
import { deriveSealingKey, Opener, Sealer, TamperedError } from './sealing.ts';
import type { SignalType } from './signalling.ts';
import type { PathKind, Transport } from './transport.ts';

/** How somebody wants their bytes to go: straight where that is possible, fast through the hub, or straight and not at all otherwise. */
export type PathChoice = 'auto' | 'hub' | 'direct';

export interface LinkOptions {
  readonly sessionId: string;
  readonly secret: Bytes;
  readonly mine: string;
  readonly theirs: string;
  readonly device: string;
  readonly name: string;
  readonly memberToken: () => string;
  readonly iceServers: () => Promise<RTCIceServer[]>;
  readonly icePolicy: RTCIceTransportPolicy;
  readonly choice: () => PathChoice;
  readonly say: (type: SignalType, sealed: string) => void;
}

export interface LinkListener {
  /** Both know who they are. */
  onReady(link: PeerLink): void;
  onControl(link: PeerLink, said: Control): void;
  onParcel(link: PeerLink, parcel: Bytes): Promise<void>;
  /** There is another way than before, or none. */
  onPath(link: PeerLink): void;
  onTampered(link: PeerLink): void;
}

const first = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hello'),
    device: z.string().max(64),
    name: z.string().max(60),
    commit: z.string().max(64),
  }),
  z.object({ kind: z.literal('reveal'), publicKey: z.string().max(200), nonce: z.string().max(64) }),
]);

/** Without a way from browser to browser by then, bytes go through the hub. */
const DIRECT_WITHIN_MS = 4_000;
/** Control by `signal`, the handshake by `offer`; the hub does not know what is in either. */
const FIRST: SignalType = 'offer';
const LATER: SignalType = 'signal';

/** Everything between this device and one other: who it is, what is said, and the ways that bytes can take. */
export class PeerLink {
  device = '';
  name = '';
  check = '';
  path: PathKind | undefined;
  /** The way that the last parcel came. */
  pathOfIncoming: PathKind | undefined;
  hasTampered = false;
  private keys: PairKeys | undefined;
  private direct: { transport: DirectTransport; kind: PathKind } | undefined;
  private connection: RTCPeerConnection | undefined;
  private relaySender: RelaySender | undefined;
  private relayReceiver: RelayReceiver | undefined;
  private epoch = 0;
  private mayRelay = false;
  private isClosed = false;
  private theirCommit: string | undefined;
  private waitingCandidates: RTCIceCandidateInit[] = [];
  private readonly handshake = Handshake.begin();
  private readonly pieces = new Pieces();
  private readonly outer: Promise<{ sealer: Sealer; opener: Opener }>;
  private inner: { sealer: Sealer; opener: Opener } | undefined;
  /** What comes in and what goes out, each one after the other. */
  private incoming: Promise<void> = Promise.resolve();
  private outgoing: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: LinkOptions,
    private readonly listener: LinkListener,
  ) {
    this.outer = this.openOuter();
    this.outgoing = this.greet();
  }

  get isReady(): boolean {
    return this.inner !== undefined && !this.isClosed;
  }

  get peerId(): string {
    return this.options.theirs;
  }

  /** Something came from the other device, or from who says it is that. */
  take(type: SignalType, sealed: string): void {
    this.incoming = this.incoming
      .then(() => this.open(type, sealed))
      .catch((error: unknown) => {
        if (!(error instanceof TamperedError) || this.isClosed) return;
        this.hasTampered = true;
        this.listener.onTampered(this);
      });
  }

  send(said: Control): void {
    this.outgoing = this.outgoing
      .then(async () => {
        if (!this.inner) return;
        for (const piece of piecesOf(said)) this.options.say(LATER, await this.inner.sealer.seal(piece));
      })
      .catch(() => undefined);
  }

  /** The way that the next parcel would take. */
  bestPath(): PathKind | undefined {
    const choice = this.options.choice();
    if (this.direct && choice !== 'hub') return this.direct.kind;
    if (choice === 'hub' || (choice === 'auto' && this.mayRelay)) return 'hub';
    return undefined;
  }

  /** Where parcels go that take this way. */
  transportFor(path: PathKind): Transport | undefined {
    if (path !== 'hub') return this.direct?.transport;
    if (!this.relaySender && this.keys) {
      this.epoch += 1;
      this.send({ kind: 'relay', epoch: this.epoch, isOn: true });
      const ends = { secret: this.keys.relay.mine, epoch: this.epoch, token: this.options.memberToken };
      this.relaySender = new RelaySender(ends, () => {
        this.stopRelay();
        this.listener.onPath(this);
      });
    }
    return this.relaySender;
  }

  /** Nothing goes through the hub for now. */
  stopRelay(): void {
    if (!this.relaySender) return;
    this.relaySender.close();
    this.relaySender = undefined;
    this.send({ kind: 'relay', epoch: this.epoch, isOn: false });
  }

  /** The choice of the way is another one. */
  reconsider(): void {
    if (this.options.choice() === 'direct') this.stopRelay();
    this.announcePath();
  }

  close(): void {
    this.isClosed = true;
    this.relaySender?.close();
    this.relayReceiver?.close();
    this.direct?.transport.close();
    this.connection?.close();
  }

  private async openOuter() {
    const { secret, sessionId, mine, theirs } = this.options;
    const key = await deriveSealingKey(secret, sessionId, 'drop/v1/sig');
    return {
      sealer: new Sealer(key, { sessionId, from: mine, to: theirs }),
      opener: new Opener(key, { sessionId, from: theirs, to: mine }),
    };
  }

  private async greet(): Promise<void> {
    const { device, name, say } = this.options;
    const commit = await (await this.handshake).commit();
    say(FIRST, await (await this.outer).sealer.seal({ kind: 'hello', device, name, commit }));
  }

  private async open(type: SignalType, sealed: string): Promise<void> {
    if (type === FIRST) return this.meet(await (await this.outer).opener.open(sealed));
    if (!this.inner) throw new TamperedError('it speaks before it has said who it is');
    const said = this.pieces.add(await this.inner.opener.open(sealed));
    if (said) await this.heed(said);
  }

  private async meet(opened: unknown): Promise<void> {
    const said = first.parse(opened);
    const handshake = await this.handshake;
    if (said.kind === 'hello') {
      this.theirCommit = said.commit;
      this.device = said.device;
      this.name = said.name;
      const { sealer } = await this.outer;
      this.outgoing = this.outgoing.then(async () =>
        this.options.say(FIRST, await sealer.seal(handshake.reveal())),
      );
      return;
    }
    if (this.theirCommit === undefined || this.keys)
      throw new TamperedError('it shows what it never announced');
    const { sessionId, mine, theirs } = this.options;
    const keys = await handshake.finish(this.theirCommit, said, this.options);
    this.keys = keys;
    this.check = keys.check;
    // Its own words must not come before the one that lets them be understood.
    await this.outgoing;
    this.inner = {
      sealer: new Sealer(keys.sealing.mine, { sessionId, from: mine, to: theirs }),
      opener: new Opener(keys.sealing.theirs, { sessionId, from: theirs, to: mine }),
    };
    this.listener.onReady(this);
    this.connect();
  }

  private connect(): void {
    setTimeout(() => {
      this.mayRelay = true;
      if (!this.direct) this.announcePath();
    }, DIRECT_WITHIN_MS);
    if (typeof RTCPeerConnection === 'undefined') {
      this.mayRelay = true;
      return this.announcePath();
    }
    if (this.options.mine < this.options.theirs) void this.callThem().catch(() => undefined);
    this.announcePath();
  }

  private async callThem(): Promise<void> {
    const connection = await this.newConnection();
    this.adopt(connection.createDataChannel('drop', { ordered: true }));
    await connection.setLocalDescription();
    this.describe(connection);
  }

  private async newConnection(): Promise<RTCPeerConnection> {
    const iceServers = await this.options.iceServers().catch(() => []);
    const connection = new RTCPeerConnection({ iceServers, iceTransportPolicy: this.options.icePolicy });
    this.connection?.close();
    this.connection = connection;
    connection.onicecandidate = ({ candidate }) =>
      this.send({ kind: 'candidate', candidate: candidate && { ...candidate.toJSON() } });
    connection.ondatachannel = ({ channel }) => this.adopt(channel);
    connection.onconnectionstatechange = () => {
      if (connection.connectionState === 'failed') connection.close();
    };
    return connection;
  }

  private describe({ localDescription }: RTCPeerConnection): void {
    const { type, sdp } = localDescription ?? {};
    if (type === 'offer' || type === 'answer') this.send({ kind: 'description', type, sdp: sdp ?? '' });
  }

  private adopt(channel: RTCDataChannel): void {
    const transport = new DirectTransport(
      channel,
      (parcel) => {
        this.pathOfIncoming = this.direct?.kind ?? 'direct';
        void this.listener.onParcel(this, parcel);
      },
      () => {
        if (this.direct?.transport !== transport) return;
        this.direct = undefined;
        this.mayRelay = true;
        if (!this.isClosed) this.announcePath();
      },
    );
    const opened = async () => {
      const kind = this.connection ? await findPathKind(this.connection) : 'direct';
      this.direct = { transport, kind };
      this.announcePath();
    };
    if (channel.readyState === 'open') void opened();
    else channel.onopen = () => void opened();
  }

  private announcePath(): void {
    this.path = this.bestPath();
    this.listener.onPath(this);
  }

  private async heed(said: Control): Promise<void> {
    if (said.kind === 'description') return this.takeDescription(said);
    if (said.kind === 'candidate') return this.takeCandidate(said.candidate as RTCIceCandidateInit | null);
    if (said.kind === 'relay') return this.followRelay(said.epoch, said.isOn);
    this.listener.onControl(this, said);
  }

  private async takeDescription({ type, sdp }: { type: 'offer' | 'answer'; sdp: string }): Promise<void> {
    try {
      const connection = type === 'offer' ? await this.newConnection() : this.connection;
      await connection?.setRemoteDescription({ type, sdp });
      for (const candidate of this.waitingCandidates.splice(0)) await connection?.addIceCandidate(candidate);
      if (type === 'answer' || !connection) return;
      await connection.setLocalDescription();
      this.describe(connection);
    } catch {
      // Bytes go through the hub then.
    }
  }

  private async takeCandidate(candidate: RTCIceCandidateInit | null): Promise<void> {
    if (!candidate) return;
    if (!this.connection?.remoteDescription) this.waitingCandidates.push(candidate);
    else await this.connection.addIceCandidate(candidate).catch(() => undefined);
  }

  private followRelay(epoch: number, isOn: boolean): void {
    this.relayReceiver?.close();
    this.relayReceiver = undefined;
    if (!isOn || !this.keys) return;
    const ends = { secret: this.keys.relay.theirs, epoch, token: this.options.memberToken };
    this.relayReceiver = new RelayReceiver(ends, (parcel) => {
      this.pathOfIncoming = 'hub';
      return this.listener.onParcel(this, parcel);
    });
  }
}
