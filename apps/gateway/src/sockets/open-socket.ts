import type { AccessTokenClaims, FromClient, FromServer, SocketDefinition } from '@hearth/contracts';
import type { RawData, WebSocket } from 'ws';
import { CLOSE, type CloseReason } from './close-codes.js';
import { MessageBudget, type Rate } from './message-budget.js';

/** What a feature does with what comes in on a socket. */
export interface SocketListener<D extends SocketDefinition = SocketDefinition> {
  /** A message as the contracts say. */
  onMessage(message: FromClient<D>): void;
  /** Something else. The socket stays open; the budget bounds how often. */
  onInvalid(): void;
  onBinary?(data: Buffer): void;
  /** Once, for whatever reason. */
  onClose?(): void;
}

export interface SocketRules {
  readonly messages: Rate;
  /** Of text and binary frames together; without it the messages' sizes alone are limited. */
  readonly bytes?: Rate;
  /** Who has said nothing valid by then is put out. */
  readonly firstMessageWithinMs?: number;
  /** Who reads so slowly that more than this waits is put out. */
  readonly maxBufferedBytes?: number;
}

const MAX_BUFFERED_BYTES = 4 * 1024 ** 2;
/** A client that does not answer the closing handshake is cut off. */
const CLOSE_TIMEOUT_MS = 3_000;

/** One connection that was let in. */
export class OpenSocket<D extends SocketDefinition = SocketDefinition> {
  private listener: SocketListener<D> | undefined;
  private hasAnswered = true;
  private closing = false;
  private holder: AccessTokenClaims | undefined;
  private expiry: NodeJS.Timeout | undefined;
  private readonly silence: NodeJS.Timeout | undefined;
  private readonly messages: MessageBudget;
  private readonly bytes: MessageBudget | undefined;

  constructor(
    private readonly ws: WebSocket,
    readonly definition: D,
    private readonly rules: SocketRules,
    /** As nginx gave it. */
    readonly address: string,
  ) {
    const now = performance.now();
    this.messages = new MessageBudget(rules.messages, now);
    this.bytes = rules.bytes && new MessageBudget(rules.bytes, now);
    if (rules.firstMessageWithinMs !== undefined)
      this.silence = setTimeout(() => this.close(CLOSE.silent), rules.firstMessageWithinMs);
    ws.on('message', (data, isBinary) => this.receive(data as Buffer, isBinary));
    ws.on('pong', () => (this.hasAnswered = true));
    // `ws` closes the connection itself after a frame that is too large or malformed.
    ws.on('error', () => undefined);
    ws.on('close', () => {
      this.closing = true;
      clearTimeout(this.expiry);
      clearTimeout(this.silence);
      this.listener?.onClose?.();
    });
  }

  /** Whose access token it is held to, once there is one. */
  get claims(): AccessTokenClaims | undefined {
    return this.holder;
  }

  /** What was sent and has not left this process yet. */
  get bufferedBytes(): number {
    return this.ws.bufferedAmount;
  }

  listen(listener: SocketListener<D>): void {
    this.listener = listener;
  }

  /** It ends when this token does; the door closes it when the token's session is ended. */
  holdTo(claims: AccessTokenClaims): void {
    this.holder = claims;
    clearTimeout(this.expiry);
    this.expiry = setTimeout(
      () => this.close(CLOSE.signInAgain),
      Math.max(0, claims.exp * 1000 - Date.now()),
    );
  }

  send(message: FromServer<D>): void {
    this.sendText(JSON.stringify(message));
  }

  /** A message that was written once for many. */
  sendText(text: string): void {
    if (this.mayWrite()) this.ws.send(text);
  }

  sendBinary(data: Uint8Array): void {
    if (this.mayWrite()) this.ws.send(data, { binary: true });
  }

  /** Asks whether it is still there; who did not answer the last time is cut off. */
  ping(): void {
    if (!this.hasAnswered) return this.ws.terminate();
    this.hasAnswered = false;
    this.ws.ping();
  }

  close([code, reason]: CloseReason): void {
    if (this.closing) return;
    this.closing = true;
    this.ws.close(code, reason);
    setTimeout(() => this.ws.terminate(), CLOSE_TIMEOUT_MS).unref();
  }

  private mayWrite(): boolean {
    if (this.closing) return false;
    if (this.ws.bufferedAmount <= (this.rules.maxBufferedBytes ?? MAX_BUFFERED_BYTES)) return true;
    this.close(CLOSE.tooSlow);
    return false;
  }

  private receive(data: Buffer, isBinary: boolean): void {
    if (this.closing) return;
    const now = performance.now();
    if (!this.messages.take(now) || this.bytes?.take(now, data.length) === false)
      return this.close(CLOSE.flooded);
    if (isBinary && this.definition.binary) {
      clearTimeout(this.silence);
      return this.listener?.onBinary?.(data);
    }
    const message = isBinary ? undefined : findMessage(this.definition, data);
    if (message === undefined) return this.listener?.onInvalid();
    clearTimeout(this.silence);
    this.listener?.onMessage(message);
  }
}

function findMessage<D extends SocketDefinition>(definition: D, data: RawData): FromClient<D> | undefined {
  try {
    return definition.fromClient.parse(JSON.parse((data as Buffer).toString('utf8'))) as FromClient<D>;
  } catch {
    return undefined;
  }
}
