import { createReadStream } from 'node:fs';
import { connect, type NetConnectOpts, type Socket } from 'node:net';
import { once } from 'node:events';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { HearthError } from '@hearth/platform';
import { MEDIA_CONFIG, type MediaConfig } from '../config.js';

const CHUNK_BYTES = 256 * 1024;
/** Large archives take their time. */
const ANSWER_TIMEOUT_MS = 5 * 60_000;

/** Asks ClamAV about a file before it comes into the library, where `HEARTH_CLAMAV` says where ClamAV is (clamd(8), INSTREAM). */
@Injectable()
export class VirusScan {
  private readonly logger = new Logger('VirusScan');

  constructor(@Inject(MEDIA_CONFIG) private readonly config: MediaConfig) {}

  /** Returns the name of what was found. Throws `service.unavailable` where ClamAV does not answer: nothing comes in unseen. */
  async find(path: string): Promise<string | undefined> {
    if (this.config.HEARTH_CLAMAV === undefined) return undefined;
    try {
      const answer = await askClamd(addressOf(this.config.HEARTH_CLAMAV), path);
      const verdict = parseVerdict(answer);
      if (verdict === 'clean') return undefined;
      this.logger.warn(`refused a file: ${verdict.found}`);
      return verdict.found;
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
export function parseVerdict(answer: string): 'clean' | { readonly found: string } {
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

async function askClamd(address: NetConnectOpts, path: string): Promise<string> {
  const socket = connect(address);
  socket.setTimeout(ANSWER_TIMEOUT_MS, () => socket.destroy(new Error('no answer in time')));
  try {
    const answer = readAnswer(socket);
    // Clamd may answer, and close, before it has read everything.
    answer.catch(() => undefined);
    await once(socket, 'connect');
    socket.write('zINSTREAM\0');
    for await (const chunk of createReadStream(path, {
      highWaterMark: CHUNK_BYTES,
    }) as AsyncIterable<Buffer>) {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(chunk.length);
      if (socket.destroyed || !socket.writable) break;
      socket.write(length);
      if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), answer]);
    }
    if (socket.writable) socket.write(Buffer.alloc(4));
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
