import { call, dropIceServers, type DropMessage } from '@hearth/contracts';
import type { Bytes } from './bytes.ts';
import type { Control } from './control.ts';
import { rememberTransfer } from './history.ts';
import { IncomingTransfer } from './incoming-transfer.ts';
import { listKept, type KeptTransfer } from './kept-transfers.ts';
import { makeManifest } from './make-manifest.ts';
import type { Manifest } from './manifest.ts';
import { OutgoingTransfer } from './outgoing-transfer.ts';
import { PeerLink, type PathChoice } from './peer-link.ts';
import { Signalling } from './signalling.ts';
import type { PeerView, RoomOptions, RoomView } from './room-view.ts';
import { isKnown, openKeptSink } from './sink.ts';
import type { Source } from './source.ts';
import type { TransferView } from './transfer.ts';
import { Unpacker } from './unpacker.ts';
import { removeZip } from './zip-store.ts';

const TELL_EVERY_MS = 200;
/** Why a drop is over that the hub has not ended. */
const SIGNED_OUT = 'drop.signed-out';

/**
 * A drop session as one page takes part in it: who is there, and what goes back and forth. The page may move on to another session, or come back
 * under another name; what goes back and forth goes on with whoever is there too.
 */
export class DropRoom {
  private view: RoomView = { state: 'joining', code: undefined, peers: [], transfers: [] };
  private state: RoomView['state'] = 'joining';
  private code: string | undefined;
  private place: RoomOptions | undefined;
  private mine = '';
  private choice: PathChoice = 'auto';
  private readonly listeners = new Set<() => void>();
  private readonly links = new Map<string, PeerLink>();
  private readonly outgoing = new Map<string, OutgoingTransfer>();
  private readonly incoming = new Map<string, IncomingTransfer>();
  private signalling: Signalling | undefined;
  /** Transfers that were read to be saved, and may still be. */
  private readonly opened = new Set<string>();
  /** What the history has heard of. */
  private readonly remembered = new Set<string>();
  private isTold = false;
  private readonly unpacker = new Unpacker();
  private toldAtMs = 0;

  enter(place: RoomOptions): void {
    this.leave();
    this.place = place;
    this.code = undefined;
    this.become('joining');
    this.signalling = new Signalling(place, {
      onMessage: (message) => this.take(message),
      onAway: () => this.become('away'),
      onOver: (code) => {
        this.code = code;
        this.become('over');
      },
    });
  }

  /** Lists what came in this browser earlier; of one session where `sessionId` is given. */
  async showKept(sessionId?: string): Promise<void> {
    await this.show(await listKept(sessionId));
  }

  private async show(came: readonly KeptTransfer[]): Promise<void> {
    for (const kept of came) {
      const { id } = kept.manifest;
      const sink = await openKeptSink(id);
      if (!sink || this.incoming.has(id)) continue;
      this.remembered.add(`${id} done`);
      this.incoming.set(
        id,
        IncomingTransfer.kept(kept, sink, () => this.tell()),
      );
    }
    this.tell();
  }

  /** Tries again where there was no room. */
  comeBack(): void {
    if (this.place) this.enter(this.place);
  }

  /** Somebody signed out: nothing is to be seen of what went back and forth. */
  forget(): void {
    this.leave();
    this.incoming.clear();
    this.outgoing.clear();
    this.code = SIGNED_OUT;
    this.become('over');
  }

  leave(): void {
    this.signalling?.close();
    this.signalling = undefined;
    for (const peerId of [...this.links.keys()]) this.drop(peerId);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly getView = (): RoomView => this.view;

  /** To who was chosen, who may have gone and come back under another name while something was picked: then, or once they are back. */
  async offer(chosen: PeerView, sources: readonly Source[], text?: string): Promise<void> {
    if (!this.place) return;
    const { device, name } = chosen;
    const manifest = await makeManifest(sources, { from: this.place.device, to: device, text });
    const known = this.outgoing.get(manifest.id);
    if (known?.isOpen) return;
    const link = this.links.get(chosen.peerId) ?? this.linkTo(device);
    const transfer = new OutgoingTransfer(manifest, sources, device, link?.name ?? name, () => this.tell());
    this.outgoing.set(manifest.id, transfer);
    if (link) transfer.attach(link);
    this.tell();
  }

  accept(id: string): void {
    void this.incoming.get(id)?.accept();
  }

  decline(id: string): void {
    this.incoming.get(id)?.decline();
  }

  /** What another window of this browser has goes on here. */
  async takeOver(id: string): Promise<void> {
    const came = (await listKept()).filter(({ manifest }) => manifest.id === id);
    if (came.length === 0) return this.incoming.get(id)?.takeOver();
    // The other one has brought it to an end meanwhile.
    this.incoming.delete(id);
    return this.show(came);
  }

  pause(id: string, isPaused: boolean): void {
    this.find(id)?.pause(isPaused);
  }

  cancel(id: string): void {
    this.find(id)?.cancel();
  }

  /** The files of a transfer that came; they can be read even when it is taken off the list meanwhile. */
  filesOf(id: string): (file: number) => Promise<Blob> {
    const sink = this.incoming.get(id)?.sink;
    this.opened.add(id);
    return async (file) => {
      if (!sink) throw new Error('It is no longer there.');
      return sink.fileAt(file);
    };
  }

  /** Takes a transfer that is over off the list, and what came with it: at once, or in a while where a browser may still be saving it. */
  clear(id: string): void {
    const sink = this.incoming.get(id)?.sink;
    if (this.opened.has(id)) void sink?.removeLater();
    else {
      void sink?.remove();
      void removeZip(id);
    }
    this.incoming.delete(id);
    this.outgoing.delete(id);
    this.tell();
  }

  choose(choice: PathChoice): void {
    this.choice = choice;
    for (const link of this.links.values()) link.reconsider();
  }

  private find(id: string): OutgoingTransfer | IncomingTransfer | undefined {
    return this.outgoing.get(id) ?? this.incoming.get(id);
  }

  private become(state: RoomView['state']): void {
    this.state = state;
    this.tell();
  }

  private take(message: DropMessage): void {
    switch (message.type) {
      case 'joined':
        for (const peerId of [...this.links.keys()]) this.drop(peerId);
        this.mine = message.peerId;
        message.peers.forEach(({ peerId }) => this.meet(peerId));
        return this.become('in');
      case 'peer-joined':
        if (!this.links.has(message.peer.peerId)) this.meet(message.peer.peerId);
        return this.tell();
      case 'peer-left':
        return this.drop(message.peerId);
      case 'offer':
      case 'answer':
      case 'candidate':
      case 'signal':
        return this.links.get(message.from)?.take(message.type, message.sealed);
    }
  }

  private meet(theirs: string): void {
    // What a link still has to say when it was left must not be said by the next.
    const { place, signalling } = this;
    if (!place || !signalling) return;
    const { sessionId, secret, device, name, icePolicy } = place;
    const memberToken = () => signalling.memberToken;
    const link: PeerLink = new PeerLink(
      {
        ...{ sessionId, secret, device, name, icePolicy, memberToken, theirs, mine: this.mine },
        choice: () => this.choice,
        iceServers: async () =>
          (
            await call(dropIceServers, {}, (url, init) => fetch(url, withToken(init, memberToken())))
          ).iceServers.map(({ urls, username, credential }) => ({
            urls,
            ...(username !== undefined && { username }),
            ...(credential !== undefined && { credential }),
          })),
        say: (type, sealed) => {
          if (this.links.get(theirs) === link) signalling.say(type, theirs, sealed);
        },
      },
      {
        onReady: (ready) => this.ready(ready),
        onControl: (from, said) => void this.heed(from, said),
        onParcel: (_from, parcel) => this.unpack(parcel),
        onPath: (changed) => {
          for (const transfer of this.outgoing.values()) transfer.pathChanged(changed);
          this.tell();
        },
        onTampered: () => this.tell(),
      },
    );
    this.links.set(theirs, link);
  }

  private ready(link: PeerLink): void {
    for (const transfer of this.outgoing.values()) if (transfer.device === link.device) transfer.attach(link);
    this.tell();
  }

  private drop(peerId: string): void {
    const link = this.links.get(peerId);
    link?.close();
    this.links.delete(peerId);
    const isOfIt = (transfer: OutgoingTransfer | IncomingTransfer) => transfer.isWith(link);
    // It may be there in another window.
    const other = link && this.linkTo(link.device);
    for (const transfer of [...this.outgoing.values()].filter(isOfIt))
      if (other) transfer.attach(other);
      else transfer.detach();
    for (const transfer of [...this.incoming.values()].filter(isOfIt)) transfer.detach();
    this.tell();
  }

  private linkTo(device: string): PeerLink | undefined {
    return [...this.links.values()].find((one) => one.isReady && one.device === device);
  }

  private async heed(link: PeerLink, said: Control): Promise<void> {
    if (said.kind === 'offer') {
      const { id } = said.manifest;
      let transfer = this.incoming.get(id);
      if (!transfer || ['cancelled', 'failed'].includes(transfer.state)) {
        // What was there of it may just be being taken away.
        await transfer?.settled();
        transfer = this.newIncoming(said.manifest, link);
        this.incoming.set(id, transfer);
        transfer.attach(link);
        // It broke off when this page was closed: that it is wanted was said then.
        if (await isKnown(id)) await transfer.accept();
      } else if (transfer.device === link.device) transfer.attach(link);
      return this.tell();
    }
    if (!('id' in said)) return;
    const transfer = this.find(said.id);
    if (transfer?.device === link.device) transfer.heed(said, link);
  }

  private newIncoming(manifest: Manifest, { device, name }: PeerLink): IncomingTransfer {
    const changed = () => this.tell();
    return new IncomingTransfer(manifest, device, name, changed, Date.now(), this.place?.sessionId);
  }

  private async unpack(bytes: Bytes): Promise<void> {
    const parcel = await this.unpacker.unpack(bytes);
    if (parcel) await this.incoming.get(parcel.transferId)?.take(parcel.blocks);
  }

  /** At once where nothing was told of late; not for each block, as a page that draws all the time has no time left for the blocks. */
  private tell(): void {
    if (this.isTold) return;
    this.isTold = true;
    setTimeout(
      () => {
        this.isTold = false;
        this.toldAtMs = performance.now();
        this.look();
      },
      Math.max(0, this.toldAtMs + TELL_EVERY_MS - performance.now()),
    );
  }

  private look(): void {
    const transfers = [...this.outgoing.values(), ...this.incoming.values()]
      .map((transfer) => transfer.view())
      .sort((one, other) => other.startedAt - one.startedAt);
    for (const transfer of transfers) this.remember(transfer);
    this.view = { state: this.state, code: this.code, peers: this.peers(), transfers };
    for (const listener of this.listeners) listener();
  }

  /** Once: what somebody clears from the history does not come back. */
  private remember(transfer: TransferView): void {
    const news = `${transfer.id} ${transfer.state}`;
    if (this.remembered.has(news)) return;
    this.remembered.add(news);
    rememberTransfer(transfer);
  }

  private peers(): PeerView[] {
    // Who never answers was lost with its gateway, and is gone in a while.
    const present = [...this.links.values()].filter(({ isReady, hasTampered }) => isReady || hasTampered);
    return present.map(({ peerId, device, name, isReady, path, check, hasTampered }) => ({
      ...{ peerId, device, name, isReady, path, check, hasTampered },
    }));
  }
}

function withToken(init: RequestInit, token: string): RequestInit {
  return { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } };
}
