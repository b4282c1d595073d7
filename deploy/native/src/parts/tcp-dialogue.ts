import { connect } from 'node:net';

/**
 * Connects to a port on this machine, says `greeting` if there is one, and returns the first bytes of the answer as
 * text. Throws when nothing listens or no answer comes in time.
 */
export function exchangeFirstBytes(
  port: number,
  greeting: string | Uint8Array | undefined,
  timeoutMs = 1_000,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error('it gave no answer in time')));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('it closed the connection')));
    socket.once('data', (answer) => {
      resolve(answer.toString('utf8'));
      socket.destroy();
    });
    if (greeting !== undefined) socket.write(greeting);
  });
}

/** Undefined when a port on this machine answers anything at all; else why not. */
export async function findReasonSilent(
  port: number,
  greeting: string | Uint8Array | undefined,
  answerWithinMs: number,
): Promise<string | undefined> {
  try {
    await exchangeFirstBytes(port, greeting, answerWithinMs);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
