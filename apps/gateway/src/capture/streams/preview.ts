import { encodeEnvelope, isKeyFrame, isSound, type CaptureEnvelope } from '@hearth/contracts';
import type { Peer } from './peer.js';

const MOST_WAITING_BYTES = 1024 ** 2;

/** What one director sees of the phones: the very frames, but for those that would only pile up. */
export class Preview {
  /** Phones of which the next key frame is waited for. */
  private readonly waiting = new Map<string, boolean>();

  constructor(readonly peer: Peer) {}

  show(deviceId: string, envelope: CaptureEnvelope): void {
    if (isSound(envelope.kind)) return;
    const isKey = isKeyFrame(envelope.kind);
    // Without the frames in between a decoder has nothing to go on from.
    if (!isKey && this.waiting.get(deviceId) !== false) return;
    const isTooMuch = this.peer.bufferedBytes > MOST_WAITING_BYTES;
    this.waiting.set(deviceId, isTooMuch);
    if (isTooMuch) return;
    this.peer.sendBinary(encodeEnvelope({ ...envelope, desc: { ...envelope.desc, deviceId } }));
  }
}
