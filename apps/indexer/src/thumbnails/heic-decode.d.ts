/** The part of heic-decode (which ships no types) that `heic-worker.ts` uses. */
declare module 'heic-decode' {
  interface DecodedPicture {
    width: number;
    height: number;
    /** RGBA, 8 bits each. */
    data: Uint8ClampedArray;
  }
  export default function decode(input: { buffer: Uint8Array }): Promise<DecodedPicture>;
}
