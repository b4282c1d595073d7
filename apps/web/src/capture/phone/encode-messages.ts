import type { CaptureDescription, CaptureKind } from '@hearth/contracts';

export interface EncodeOrder {
  readonly width: number;
  readonly height: number;
  readonly framesPerSec: number;
  readonly bitsPerSec: number;
}

/** To the encoder's worker. */
export type ToEncoder =
  | {
      readonly type: 'start';
      readonly order: EncodeOrder;
      readonly pictures?: ReadableStream<VideoFrame>;
      readonly sound?: ReadableStream<AudioData>;
    }
  /** A picture of a browser that gives no stream of them. */
  | { readonly type: 'picture'; readonly frame: VideoFrame }
  | { readonly type: 'key-frame' }
  | { readonly type: 'stop' };

/** From it. */
export type FromEncoder =
  | {
      readonly type: 'frame';
      readonly kind: CaptureKind;
      readonly capturedAtMs: number;
      readonly desc: CaptureDescription;
      readonly payload: Uint8Array;
      /** By the worker's clock, which may show another time than the page's. */
      readonly sentAtMs: number;
    }
  | { readonly type: 'failed'; readonly reason: string };
