import { AS_GUEST_HEADER, createUpload, problemBody } from '@hearth/contracts';
import { DetailedError, Upload } from 'tus-js-client';
import { decideRetry, type Failure } from '../backup/decide-retry.ts';
import { UNREADABLE } from '../backup/send-error.ts';
import { pieceBytes } from '../backup/piece-bytes.ts';

const RETRY_AFTER_MS = [0, 1_000, 3_000, 5_000, 10_000, 20_000, 30_000, 60_000, 60_000, 60_000];

interface Sending {
  readonly signal: AbortSignal;
  readonly onProgress: (bytesSent: number) => void;
}

/**
 * Sends a file as it is from a guest's device, in pieces. One that broke off, also with the page, goes on where it was when the
 * same file is chosen again. Fails with what a person can read.
 */
export async function sendGuestFile(file: File, { signal, onProgress }: Sending): Promise<void> {
  const done = Promise.withResolvers<undefined>();
  let cuts = 0;
  const upload = new Upload(file, {
    endpoint: new URL(createUpload.path, location.href).href,
    headers: { [AS_GUEST_HEADER]: '1' },
    chunkSize: pieceBytes(0),
    retryDelays: RETRY_AFTER_MS,
    removeFingerprintOnSuccess: true,
    metadata: {
      filename: file.name,
      filetype: file.type,
      modifiedAt: new Date(file.lastModified).toISOString(),
    },
    onShouldRetry: (error, _failures, options) => {
      // The client's own count begins anew with each piece that came through, and so would the pieces' size.
      options.chunkSize = pieceBytes((cuts += 1));
      return decideRetry(failureOf(error)).then === 'wait';
    },
    onProgress,
    onSuccess: () => done.resolve(undefined),
    onError: (error) => done.reject(new Error(reasonOf(failureOf(error)))),
  });
  signal.addEventListener('abort', () => {
    void upload.abort();
    done.reject(new DOMException('Stopped', 'AbortError'));
  });
  const [begun] = await upload.findPreviousUploads();
  if (signal.aborted) return done.promise;
  if (begun) upload.resumeFromPreviousUpload(begun);
  upload.start();
  return done.promise;
}

function failureOf(error: Error | DetailedError): Failure {
  if (!(error instanceof DetailedError)) return UNREADABLE;
  const answer = error.originalResponse;
  const problem = problemBody.safeParse(parseJson(answer?.getBody()));
  return { status: answer?.getStatus(), code: problem.data?.code, message: problem.data?.title };
}

function reasonOf(failure: Failure): string {
  const decision = decideRetry(failure);
  if (decision.then === 'give-up') return decision.reason;
  return decision.then === 'renew' ? 'This link is not open any more.' : 'The hub can’t be reached.';
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
