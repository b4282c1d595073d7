import type { Checksum } from './checksum.js';

/** What the staging threads do; see `staging-thread.ts`. Paths are absolute. */
export interface StagingJobs {
  /** Adds a received body behind the bytes that are safe, and returns once all of them are on the disk. */
  append: {
    input: {
      readonly uploadId: string;
      /** Undefined: nothing came, an empty file is to be there. */
      readonly body: string | undefined;
      readonly staged: string;
      readonly offsetBytes: number;
      readonly checksum: Checksum | undefined;
    };
    output: { readonly outcome: 'appended' | 'checksum-mismatch' };
  };
  /** Gives a complete upload its times and makes them durable. Returns its SHA-256. */
  seal: {
    input: {
      readonly uploadId: string;
      readonly staged: string;
      readonly sizeBytes: number;
      readonly modifiedAtMs: number | undefined;
    };
    output: { readonly sha256: string };
  };
  hash: { input: { readonly path: string }; output: { readonly sha256: string } };
  /** The bytes of this upload are not what was hashed so far. */
  forget: { input: { readonly uploadId: string }; output: undefined };
}

export type JobName = keyof StagingJobs;
export type InputOfJob<N extends JobName> = StagingJobs[N]['input'];
export type OutputOfJob<N extends JobName> = StagingJobs[N]['output'];

export interface JobRequest<N extends JobName = JobName> {
  readonly number: number;
  readonly job: N;
  readonly input: InputOfJob<N>;
}

export type JobAnswer = { readonly number: number } & (
  | { readonly ok: true; readonly output: unknown }
  | { readonly ok: false; readonly error: Pick<NodeJS.ErrnoException, 'code' | 'syscall' | 'message'> }
);
