import { decideRetry } from './decide-retry.ts';
import { pieceBytes } from './piece-bytes.ts';
import { failureOf } from './send-error.ts';

/** So often in a row without a byte more than before: the hub is away, or the link carries nothing. */
const MOST_IN_VAIN = 8;

interface Attempt {
  readonly pieceBytes: number;
  /** Where it broke off, if it did. */
  readonly uploadUrl: string | undefined;
  readonly onProgress: (bytesSent: number) => void;
  readonly onUrl: (uploadUrl: string) => void;
}

/** Sends one file that waits in no queue: over a link that drops in smaller and smaller pieces, each time from where it was. */
export async function sendUntilThere<T>(
  send: (attempt: Attempt) => Promise<T>,
  pause: (attempt: number) => Promise<void>,
): Promise<T> {
  let uploadUrl: string | undefined;
  let [mostSent, inVain] = [0, 0];
  for (let failures = 0; ; failures += 1) {
    let sent = 0;
    try {
      return await send({
        pieceBytes: pieceBytes(failures),
        uploadUrl,
        onProgress: (bytes) => (sent = bytes),
        onUrl: (url) => (uploadUrl = url),
      });
    } catch (error) {
      inVain = sent > mostSent ? 0 : inVain + 1;
      mostSent = Math.max(mostSent, sent);
      if (decideRetry(failureOf(error)).then !== 'wait' || inVain >= MOST_IN_VAIN) throw error;
      await pause(inVain);
    }
  }
}
