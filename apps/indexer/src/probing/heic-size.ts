import type { ByteSource } from './byte-source.js';

/** Placeholder. */
export function readDecodedHeicSize(source: ByteSource): { width: number; height: number } | undefined {
  void source;
  return undefined;
}
