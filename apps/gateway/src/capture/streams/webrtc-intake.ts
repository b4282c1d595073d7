import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { captureRequest, type CaptureMessage } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';
import type { DataChannel, PeerConnection } from 'node-datachannel';
import type { Peer } from './peer.js';
import type { PhoneLine, SessionPort } from './session-port.js';

const MOST_CONNECTIONS = 450;
const GATHERED_WITHIN_MS = 3_000;
const CONNECTED_WITHIN_MS = 20_000;

/** Takes frames over WebRTC data channels (node-datachannel). */
@Injectable()
export class WebRtcIntake implements BeforeApplicationShutdown {
  private readonly logger = new Logger('WebRtc');
  private readonly connections = new Set<PeerConnection>();

  beforeApplicationShutdown(): void {
    this.connections.forEach((connection) => connection.close());
  }

  /** The answer to a phone's offer, with all candidates in it. Throws `capture.no-webrtc` or `request.invalid`. */
  async answer(sdp: string, deviceId: string, port: SessionPort): Promise<string> {
    if (this.connections.size >= MOST_CONNECTIONS) throw new HearthError('capture.no-webrtc');
    const rtc = await import('node-datachannel').catch((cause: unknown) => {
      throw new HearthError('capture.no-webrtc', { cause });
    });
    const connection = new rtc.PeerConnection(deviceId, { iceServers: [] });
    this.connections.add(connection);
    this.closeLater(connection);
    connection.onDataChannel((channel) => this.listen(channel, deviceId, port));
    try {
      const gathered = new Promise<void>((resolve) => {
        connection.onGatheringStateChange((state) => state === 'complete' && resolve());
        setTimeout(resolve, GATHERED_WITHIN_MS).unref();
      });
      connection.setRemoteDescription(sdp, 'offer');
      await gathered;
      const answer = connection.localDescription();
      if (!answer) throw new Error('no answer was made');
      return answer.sdp;
    } catch (cause) {
      this.drop(connection);
      throw new HearthError('request.invalid', { detail: 'This is no offer that can be answered.', cause });
    }
  }

  private listen(channel: DataChannel, deviceId: string, port: SessionPort): void {
    let line: PhoneLine | undefined;
    const peer: Peer = {
      send: (message: CaptureMessage) => {
        if (channel.isOpen()) channel.sendMessage(JSON.stringify(message));
      },
      sendBinary: () => undefined,
      close: () => channel.close(),
      get bufferedBytes() {
        return channel.bufferedAmount();
      },
    };
    channel.onMessage((data) => {
      try {
        line ??= port.attachPhone(deviceId, peer, 'webrtc');
        if (typeof data !== 'string') line.envelope(new Uint8Array(data as Buffer), 'webrtc');
        else {
          const message = captureRequest.safeParse(parse(data));
          if (message.success && message.data.type !== 'hello') line.message(message.data);
        }
      } catch (error) {
        this.logger.warn(`a data channel was refused: ${error instanceof Error ? error.message : error}`);
        channel.close();
      }
    });
    channel.onClosed(() => line?.closed());
  }

  private closeLater(connection: PeerConnection): void {
    const late = setTimeout(() => {
      if (connection.state() !== 'connected') this.drop(connection);
    }, CONNECTED_WITHIN_MS);
    late.unref();
    connection.onStateChange((state) => {
      if (state === 'closed' || state === 'failed' || state === 'disconnected') this.drop(connection);
    });
  }

  private drop(connection: PeerConnection): void {
    if (this.connections.delete(connection)) connection.close();
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
