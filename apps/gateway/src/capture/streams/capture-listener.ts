import type { captureSocket, FromClient } from '@hearth/contracts';
import { problemOf } from '@hearth/platform';
import { CLOSE } from '../../sockets/close-codes.js';
import type { OpenSocket, SocketListener } from '../../sockets/open-socket.js';
import type { Peer } from './peer.js';
import type { PhoneLine } from './session-port.js';

type Capture = typeof captureSocket;
type Hello = Extract<FromClient<Capture>, { type: 'hello' }>;

/** Who has said hello: a phone with its line, or a director with a way to leave. */
export type Entered = { readonly line: PhoneLine } | { readonly leave: () => void };

/** One connection at `/ws/capture`. */
export class CaptureListener implements SocketListener<Capture> {
  private entered: Entered | undefined;
  private entering = false;
  private closed = false;

  constructor(
    private readonly socket: OpenSocket<Capture>,
    private readonly enter: (hello: Hello, peer: Peer) => Promise<Entered>,
  ) {}

  onMessage(message: FromClient<Capture>): void {
    if (message.type === 'hello') void this.onHello(message);
    else if (this.entered && 'line' in this.entered) this.entered.line.message(message);
    else if (message.type === 'ping') this.socket.send({ type: 'pong' });
    else this.onInvalid();
  }

  onBinary(data: Buffer): void {
    if (this.entered && 'line' in this.entered) this.entered.line.envelope(data, 'websocket');
    else this.onInvalid();
  }

  onInvalid(): void {
    this.socket.send({ type: 'refused', code: 'request.invalid' });
  }

  onClose(): void {
    this.closed = true;
    this.leave();
  }

  private async onHello(hello: Hello): Promise<void> {
    if (this.entering) return this.onInvalid();
    this.entering = true;
    try {
      this.entered = await this.enter(hello, this.peer());
      // It may have gone while its session was sought.
      if (this.closed) this.leave();
    } catch (error) {
      const { code, details } = problemOf(error);
      this.socket.send({ type: 'refused', code, ...(details.detail && { detail: details.detail }) });
      this.socket.close(CLOSE.ended);
    }
  }

  private leave(): void {
    if (!this.entered) return;
    if ('line' in this.entered) this.entered.line.closed();
    else this.entered.leave();
  }

  private peer(): Peer {
    const { socket } = this;
    return {
      send: (message) => socket.send(message),
      sendBinary: (bytes) => socket.sendBinary(bytes),
      close: () => socket.close(CLOSE.done),
      get bufferedBytes() {
        return socket.bufferedBytes;
      },
    };
  }
}
