import type { HouseClient } from '@hearth/testing';
import { Upload } from 'tus-js-client';

export interface TusUpload {
  readonly url: string;
  /** How many bytes each answer acknowledged, in turn. */
  readonly acknowledged: readonly number[];
}

/** Uploads as the web page does, by the reference client of the protocol; it goes on by itself after what passes. */
export function uploadByTus(
  client: HouseClient,
  bytes: Buffer,
  options: {
    metadata: Record<string, string>;
    chunkSize: number;
    /** Sends pieces by POST, for networks that let no PATCH through. */
    overridePatchMethod?: boolean;
    /** After each acknowledged piece. */
    onPiece?: (acknowledged: number) => void;
  },
): Promise<TusUpload> {
  const acknowledged: number[] = [];
  return new Promise((resolve, reject) => {
    const upload = new Upload(bytes, {
      endpoint: `${client.url}/api/uploads`,
      headers: { Authorization: `Bearer ${client.token}` },
      metadata: options.metadata,
      chunkSize: options.chunkSize,
      overridePatchMethod: options.overridePatchMethod ?? false,
      uploadSize: bytes.length,
      retryDelays: [0, 500, 1000, 1000, 2000, 2000, 3000, 3000, 5000],
      onChunkComplete: (_size, accepted) => {
        acknowledged.push(accepted);
        options.onPiece?.(accepted);
      },
      // The client takes every other answer for "there is no such upload", also that the hub is away, and begins anew.
      onAfterResponse: (sent, answer) => {
        if (sent.getMethod() === 'HEAD' && answer.getStatus() >= 500) throw new Error('the hub is away');
      },
      onError: reject,
      onSuccess: () => resolve({ url: upload.url ?? '', acknowledged }),
    });
    upload.start();
  });
}
