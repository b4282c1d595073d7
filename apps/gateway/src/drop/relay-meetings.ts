import { randomBytes, randomUUID } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import { Injectable, Logger } from '@nestjs/common';
import type { DropSessionId } from '@hearth/contracts';
import { HearthError, NatsConnection } from '@hearth/platform';
import type { MemberWithQuota } from './drop-members.js';
import { DropRooms } from './drop-rooms.js';
import { OwnAddress } from './own-address.js';
import { RelayQuota } from './relay-quota.js';
import { Transfer, type OpenSink, type Source } from './relay-transfer.js';

/** Where, among the gateways, a source waits. */
interface Offer {
  readonly origin: string;
  readonly url: string;
}

const WAIT_MS = 30_000;
const MOST_PER_SESSION = 64;
const MOST_IN_ALL = 1_000;
const REACHED_WITHIN_MS = 5_000;

/**
 * Where the two sides of a transfer meet. When they come to two gateways, the one with the sink fetches from the one with the source: whoever
 * comes subscribes, then announces itself, so that they meet in whichever order they come.
 */
@Injectable()
export class RelayMeetings {
  private readonly logger = new Logger('Relay');
  private readonly origin = randomUUID();
  private readonly transfers = new Map<string, Transfer>();
  /** Sources of this gateway that another may fetch, by a key that only gateways know. */
  private readonly offered = new Map<string, (openSink: OpenSink) => Promise<void>>();

  constructor(
    private readonly nats: NatsConnection,
    private readonly quota: RelayQuota,
    private readonly address: OwnAddress,
    rooms: DropRooms,
  ) {
    rooms.onEnded((sessionId) => this.stopAll(sessionId));
  }

  /** Returns when the other side has taken everything. Throws `drop.relay-…` and `drop.quota-exceeded`. */
  async send(member: MemberWithQuota, transferId: string, source: Source): Promise<void> {
    const { meter, close } = this.quota.meterFor(member);
    try {
      const key = keyOf(member.sessionId, transferId);
      const waiting = this.transfers.get(key);
      const from = { source, meter };
      if (waiting?.waitsFor === 'source') {
        waiting.meet({ from });
        return await this.mustEndWell(waiting);
      }
      const transfer = this.begin(member.sessionId, new Transfer(key, { from }));
      const legKey = randomBytes(24).toString('base64url');
      this.offered.set(legKey, async (openSink) => {
        if (transfer.waitsFor !== 'sink') throw new HearthError('drop.relay-taken');
        transfer.meet({ openSink });
        await this.mustEndWell(transfer);
      });
      const offer: Offer = { origin: this.origin, url: `${this.address.url}/relay-legs/${legKey}` };
      const announce = this.announcer(`${subjectOf(key)}.wanted`, `${subjectOf(key)}.offered`, offer);
      try {
        return await this.waitFor(transfer, announce);
      } finally {
        this.offered.delete(legKey);
      }
    } finally {
      close();
    }
  }

  /** Opens the sink once there is a source; returns when all has gone into it. Throws as `send` does. */
  async receive(member: MemberWithQuota, transferId: string, openSink: OpenSink): Promise<void> {
    const key = keyOf(member.sessionId, transferId);
    const waiting = this.transfers.get(key);
    if (waiting?.waitsFor === 'sink') {
      waiting.meet({ openSink });
      return this.mustEndWell(waiting);
    }
    const transfer = this.begin(member.sessionId, new Transfer(key, { openSink }));
    const found = (offer: Offer) => void this.fetchFrom(offer, transfer);
    const announce = this.announcer(
      `${subjectOf(key)}.offered`,
      `${subjectOf(key)}.wanted`,
      undefined,
      found,
    );
    return this.waitFor(transfer, announce);
  }

  /** For another gateway, whose member asked for what a member of this one sends. */
  async hand(legKey: string, openSink: OpenSink): Promise<void> {
    const give = this.offered.get(legKey);
    if (!give) throw new HearthError('drop.relay-unmet');
    await give(openSink);
  }

  private begin(sessionId: DropSessionId, transfer: Transfer): Transfer {
    if (this.transfers.has(transfer.key)) throw new HearthError('drop.relay-taken');
    const ofSession = [...this.transfers.keys()].filter((key) => key.startsWith(sessionId)).length;
    if (ofSession >= MOST_PER_SESSION || this.transfers.size >= MOST_IN_ALL)
      throw new HearthError('request.rate-limited', { headers: { 'retry-after': '5' } });
    this.transfers.set(transfer.key, transfer);
    return transfer;
  }

  private async waitFor(transfer: Transfer, announcing: Promise<() => void>): Promise<void> {
    const timer = setTimeout(() => {
      if (transfer.waitsFor) transfer.stop(new HearthError('drop.relay-unmet'));
    }, WAIT_MS);
    try {
      return await this.mustEndWell(transfer);
    } finally {
      clearTimeout(timer);
      this.transfers.delete(transfer.key);
      (await announcing)();
    }
  }

  private async mustEndWell(transfer: Transfer): Promise<void> {
    const problem = await transfer.over;
    if (problem) throw problem;
  }

  /** Subscribes, flushes, then says that this side is here; answers the other side when it says so. Gives back how to stop. */
  private async announcer(
    listenTo: string,
    say: string,
    offer: Offer | undefined,
    found?: (offer: Offer) => void,
  ): Promise<() => void> {
    const connection = this.nats.find();
    if (!connection) return () => undefined;
    const words = JSON.stringify(offer ?? { origin: this.origin });
    const subscription = connection.subscribe(listenTo, {
      callback: (error, message) => {
        const theirs = error ? undefined : message.json<Offer>();
        if (!theirs || theirs.origin === this.origin) return;
        if (found) found(theirs);
        else connection.publish(say, words);
      },
    });
    try {
      await connection.flush();
      connection.publish(say, words);
    } catch (error) {
      this.logger.warn('the other gateways were not asked', error);
    }
    return () => subscription.unsubscribe();
  }

  private async fetchFrom({ url }: Offer, transfer: Transfer): Promise<void> {
    try {
      const answer = await fetchLeg(url);
      if (transfer.waitsFor !== 'source' || answer.statusCode !== 200) return void answer.destroy();
      // Counted by the other gateway.
      const source = { stream: answer, lengthBytes: lengthOf(answer) };
      transfer.meet({ from: { source, meter: () => undefined } });
    } catch (error) {
      this.logger.warn(
        `the other gateway does not answer: ${error instanceof Error ? error.message : error}`,
      );
    }
  }

  private stopAll(sessionId: DropSessionId): void {
    for (const [key, transfer] of this.transfers)
      if (key.startsWith(sessionId)) transfer.stop(new HearthError('drop.session-expired'));
  }
}

function keyOf(sessionId: DropSessionId, transferId: string): string {
  return `${sessionId}.${transferId.toLowerCase()}`;
}

function subjectOf(key: string): string {
  const [sessionId, transferId] = key.split('.');
  return `hearth.live.drop.${sessionId}.relay.${transferId}`;
}

export function lengthOf({ headers }: Pick<IncomingMessage, 'headers'>): number | undefined {
  const text = headers['content-length'];
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function fetchLeg(url: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false }, resolve);
    request.setTimeout(REACHED_WITHIN_MS, () => request.destroy(new Error('no answer in time')));
    request.once('response', () => request.setTimeout(0));
    request.once('error', reject);
  });
}
