import { CAPTURE_KINDS, type CaptureEnvelope } from '@hearth/contracts';

/** More than this waits in the decoder: what comes until the next key frame is left out. */
const MOST_WAITING = 8;

/** Draws one phone's frames as they come in. */
export class LivePicture {
  private decoder: VideoDecoder | undefined;
  private codec: string | undefined;
  private waitsForKey = true;

  constructor(private readonly canvas: HTMLCanvasElement) {}

  show({ kind, desc, payload, capturedAtMs }: CaptureEnvelope): void {
    if (kind === CAPTURE_KINDS.jpeg) return void this.showJpeg(payload);
    const isKey = kind === CAPTURE_KINDS.h264Key;
    if (isKey) this.configure(desc.codec ?? 'avc1.42001f');
    if (!this.decoder || (this.waitsForKey && !isKey)) return;
    this.waitsForKey = this.decoder.decodeQueueSize > MOST_WAITING;
    if (this.waitsForKey && !isKey) return;
    this.waitsForKey = false;
    this.decoder.decode(
      new EncodedVideoChunk({
        type: isKey ? 'key' : 'delta',
        timestamp: Math.round(capturedAtMs * 1000),
        data: payload as BufferSource,
      }),
    );
  }

  close(): void {
    if (this.decoder && this.decoder.state !== 'closed') this.decoder.close();
  }

  private configure(codec: string): void {
    if (!('VideoDecoder' in window)) return;
    if (this.decoder?.state === 'configured' && this.codec === codec) return;
    this.close();
    this.codec = codec;
    this.decoder = new VideoDecoder({
      output: (frame) => {
        this.draw(frame, frame.displayWidth, frame.displayHeight);
        frame.close();
      },
      // The next key frame begins anew.
      error: () => (this.waitsForKey = true),
    });
    this.decoder.configure({ codec, optimizeForLatency: true });
  }

  private async showJpeg(payload: Uint8Array): Promise<void> {
    const bitmap = await createImageBitmap(new Blob([payload as BlobPart], { type: 'image/jpeg' }));
    this.draw(bitmap, bitmap.width, bitmap.height);
    bitmap.close();
  }

  private draw(picture: CanvasImageSource, width: number, height: number): void {
    const { canvas } = this;
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    canvas.getContext('2d')?.drawImage(picture, 0, 0);
  }
}
