import { sha256 } from '@noble/hashes/sha2.js';

/** Up to this size the browser's own, far faster digest is used: it wants all bytes at once. */
const AT_ONCE_BYTES = 32 * 1024 ** 2;
const PIECE_BYTES = 4 * 1024 ** 2;

export interface HashQuestion {
  readonly id: number;
  readonly file: Blob;
}
export type HashAnswer = { readonly id: number } & (
  { readonly sha256: string } | { readonly failed: string }
);

self.onmessage = ({ data: { id, file } }: MessageEvent<HashQuestion>) => {
  hash(file).then(
    (bytes) => answer({ id, sha256: toHex(bytes) }),
    (error: unknown) => answer({ id, failed: String(error) }),
  );
};

function answer(message: HashAnswer): void {
  self.postMessage(message);
}

async function hash(file: Blob): Promise<Uint8Array> {
  if (file.size <= AT_ONCE_BYTES) {
    return new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  }
  const running = sha256.create();
  for (let from = 0; from < file.size; from += PIECE_BYTES) {
    running.update(new Uint8Array(await file.slice(from, from + PIECE_BYTES).arrayBuffer()));
  }
  return running.digest();
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
