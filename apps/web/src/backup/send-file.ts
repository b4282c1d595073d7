import {
  createUpload,
  problemBody,
  UPLOAD_OUTCOME_HEADER,
  uploadOutcome,
  type UploadOutcome,
} from '@hearth/contracts';
import { DetailedError, Upload } from 'tus-js-client';
import { renewSession } from '../session/renew-session.ts';
import { findSessionClock } from '../session/session-clock.ts';
import type { BackupItem } from './backup-item.ts';
import { SendError, UNREADABLE } from './send-error.ts';

/** A piece takes a while: its token must outlive the sending. */
const RENEW_BEFORE_MS = 120_000;

interface Sending {
  readonly deviceId: string | null;
  readonly pieceBytes: number;
  readonly signal: AbortSignal;
  readonly onProgress: (bytesSent: number) => void;
  readonly onUrl: (uploadUrl: string) => void;
}

/** Sends one file by tus, from where it broke off if it did. Makes one attempt; fails with a `SendError`. */
export function sendFile(item: BackupItem, file: File, sending: Sending): Promise<UploadOutcome> {
  return new Promise((resolve, reject) => {
    const upload: Upload = new Upload(file, {
      endpoint: new URL(createUpload.path, location.href).href,
      ...(item.uploadUrl !== undefined && { uploadUrl: item.uploadUrl }),
      chunkSize: sending.pieceBytes,
      // The queue tries again, knows the upload's address and outlives this page.
      retryDelays: null,
      storeFingerprintForResuming: false,
      metadata: metadataOf(item, sending.deviceId),
      onBeforeRequest: renewIfShort,
      onProgress: sending.onProgress,
      onUploadUrlAvailable: () => {
        if (upload.url !== null) sending.onUrl(upload.url);
      },
      onSuccess: ({ lastResponse }) => {
        resolve(uploadOutcome.catch('stored').parse(lastResponse.getHeader(UPLOAD_OUTCOME_HEADER)));
      },
      onError: (error) => reject(toSendError(error)),
    });
    const stop = () => {
      void upload.abort();
      reject(new DOMException('Stopped', 'AbortError'));
    };
    if (sending.signal.aborted) return stop();
    sending.signal.addEventListener('abort', stop, { once: true });
    upload.start();
  });
}

/** Lets the hub throw away what it has of an upload. It would by itself, in a day. */
export function giveUpUpload(uploadUrl: string): void {
  Upload.terminate(uploadUrl, {}).catch(() => undefined);
}

function metadataOf(item: BackupItem, deviceId: string | null): Record<string, string> {
  return {
    filename: item.name,
    filetype: item.mimeType,
    modifiedAt: item.modifiedAt,
    // A folder that was chosen counts; what has none goes where the hub keeps this device's.
    ...(deviceId === null || item.folder !== undefined ? { folder: item.folder ?? '' } : { deviceId }),
    ...(item.isPlaceOpen && { unlessHere: 'true' }),
  };
}

async function renewIfShort(): Promise<void> {
  const clock = findSessionClock();
  if (!clock || clock.expiresAt - Date.now() > RENEW_BEFORE_MS) return;
  await renewSession(Date.now()).catch(() => false); // The request itself says what is wrong.
}

function toSendError(error: Error | DetailedError): SendError {
  // Anything else than a failed request: the file itself could not be read.
  if (!(error instanceof DetailedError)) return new SendError(UNREADABLE);
  const problem = problemBody.safeParse(parseJson(error.originalResponse?.getBody()));
  return new SendError({
    status: error.originalResponse?.getStatus(),
    code: problem.data?.code,
    message: problem.data?.title,
  });
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
