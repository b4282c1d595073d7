/** What a client may send along with a piece, to find out whether it came as it was sent. */
export const CHECKSUM_ALGORITHMS = ['sha256', 'sha1'] as const;
export type ChecksumAlgorithm = (typeof CHECKSUM_ALGORITHMS)[number];

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  /** base64, as it came. */
  readonly digest: string;
}
