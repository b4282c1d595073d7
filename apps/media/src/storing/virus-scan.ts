import { createReadStream } from 'node:fs';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { HearthError } from '@hearth/platform';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';

const CHUNK_BYTES = 256 * 1024;

/**
 * Clamd hangs up on what is too large while more of it is on its way; then its answer may be lost with the connection, and is heard at
 * another try.
 */
const TRIES = 5;
const HUNG_UP = new Set(['EPIPE', 'ECONNRESET']);

type Verdict = 'clean' | 'too-large' | { readonly found: string };

/** Asks ClamAV about a file before it comes into the library, where `HEARTH_CLAMAV` says where ClamAV is (clamd(8), INSTREAM). */
@Injectable()
export class VirusScan {
  private readonly logger = new Logger('VirusScan');

  constructor(@Inject(MEDIA_CONFIG) private readonly config: MediaConfig) {}

  /**
   * Returns the name of what was found. Throws `service.unavailable` where ClamAV does not answer, and `upload.not-stored` where
   * it does not look at files of this size: nothing comes in unseen.
   */
  async find(path: string): Promise<string | undefined> {
    const { HEARTH_CLAMAV: clamav, HEARTH_CLAMAV_TIMEOUT: timeoutMs } = this.config;
    if (clamav === undefined) return undefined;
    const verdict = await this.ask(addressOf(clamav), path, timeoutMs);
    if (verdict === 'clean') return undefined;
    if (verdict === 'too-large') {
      const detail = 'It is larger than what the virus scanner looks at (StreamMaxLength of ClamAV).';
      throw new HearthError('upload.not-stored', { detail });
    }
    this.logger.warn(`refused a file: ${verdict.found}`);
    return verdict.found;
  }

  private async ask(address: NetConnectOpts, path: string, timeoutMs: number): Promise<Verdict> {
    try {
      return parseVerdict(await askUntilHeard(address, path, timeoutMs));
    } catch (error) {
      throw new HearthError('service.unavailable', {
        detail: 'The virus scanner does not answer.',
        headers: { 'retry-after': '10' },
        cause: error,
      });
    }
  }
}

/** `stream: OK`, `stream: Eicar-Test-Signature FOUND`, or an error. */
function parseVerdict(answer: string): Verdict {
  if (answer.startsWith('INSTREAM size limit exceeded.')) return 'too-large';
  const [, result = ''] = /^stream: ([^\0]*?)\0?\s*$/.exec(answer) ?? [];
  if (result === 'OK') return 'clean';
  const [, found] = /^(.+) FOUND$/.exec(result) ?? [];
  if (found === undefined) throw new Error(`clamd answered ${JSON.stringify(answer.slice(0, 200))}`);
  return { found };
}

/** `host:port`, or the path of a socket. */
function addressOf(address: string): NetConnectOpts {
  const [, host, port] = /^([^/]+):(\d+)$/.exec(address) ?? [];
  return host === undefined ? { path: address } : { host, port: Number(port) };
}

async function askUntilHeard(address: NetConnectOpts, path: string, timeoutMs: number): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await askClamd(address, path, timeoutMs);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (tries === TRIES || !HUNG_UP.has(code)) throw error;
    }
  }
}

async function askClamd(address: NetConnectOpts, path: string, timeoutMs: number): Promise<string> {
  const socket = connect(address);
  socket.setTimeout(timeoutMs, () => socket.destroy(new Error('no answer in time')));
  try {
    const answer = readAnswer(socket);
    // Clamd may answer, and close, before it has read everything.
    let isAnswered = false;
    answer.then(
      () => (isAnswered = true),
      () => undefined,
    );
    await once(socket, 'connect');
    socket.write('zINSTREAM\0');
    for await (const chunk of createReadStream(path, {
      highWaterMark: CHUNK_BYTES,
    }) as AsyncIterable<Buffer>) {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(chunk.length);
      // Lets in what it says meanwhile, which is lost where writing to a closed connection fails first.
      await setImmediate();
      if (isAnswered || !socket.writable) break;
      socket.write(length);
      if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), answer]);
    }
    if (!isAnswered && socket.writable) socket.write(Buffer.alloc(4));
    return await answer;
  } finally {
    socket.destroy();
  }
}

function readAnswer(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    socket.on('data', (data) => {
      answer += data.toString();
      if (answer.endsWith('\0')) resolve(answer);
    });
    socket.once('end', () => resolve(answer));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('clamd closed the connection')));
  });
}
