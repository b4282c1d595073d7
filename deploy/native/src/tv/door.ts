import { randomUUID } from 'node:crypto';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIPv4 } from 'node:net';
import { Callbacks } from './callbacks.ts';
import type { Played } from './play-line.ts';

interface DoorOptions {
  readonly port: number;
  /** Undefined: every address of this machine. */
  readonly bind: string | undefined;
  /** Where the server of the files is, on 127.0.0.1. */
  readonly innerPort: number;
  /** Where in the library an item of its list lies. */
  readonly findPath: (item: number) => string | undefined;
  readonly onPlayed: (played: Played) => void;
}

/** Lists of many thousand files are some megabytes. */
const LONGEST_LIST_BYTES = 64 * 1024 ** 2;
const LONGEST_NOTICE_BYTES = 64 * 1024;
const ITEM = /^\/MediaItems\/(\d{1,15})\./;
/** Those that are about one connection alone (RFC 9110, section 7.6.1). */
const OF_THE_CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding', 'te', 'upgrade']);

/** What televisions talk to: hands on what they ask to the server of the files, and counts what they were sent. */
export class Door {
  readonly #options: DoorOptions;
  readonly #callbacks = new Callbacks();
  readonly #server: Server;
  /** Takes what the server of the files has to tell those that subscribed. */
  readonly #notices: Server;

  constructor(options: DoorOptions) {
    this.#options = options;
    this.#server = createServer((asked, answer) => this.#handOn(asked, answer));
    this.#notices = createServer((asked, answer) => void this.#tell(asked, answer));
    this.#notices.on('connection', (socket) => {
      // It listens everywhere, as each television has an address of 127.0.0.0/8 of its own; only ReadyMedia has something to tell.
      if (!socket.localAddress?.startsWith('127.')) socket.destroy();
    });
  }

  async open(): Promise<void> {
    const { port, bind } = this.#options;
    // A film that is paused is fetched no further for as long as it is.
    this.#server.requestTimeout = 0;
    await listen(this.#notices, 0, '0.0.0.0');
    await listen(this.#server, port, bind ?? '0.0.0.0');
  }

  close(): void {
    for (const server of [this.#server, this.#notices]) {
      server.close();
      server.closeAllConnections();
    }
  }

  #handOn(asked: IncomingMessage, answer: ServerResponse): void {
    // A page from elsewhere whose name was made to lead here (DNS rebinding) comes with that name.
    if (!isIPv4(asked.headers.host?.split(':')[0] ?? '')) return void answer.writeHead(400).end();
    const { remoteAddress = '', localAddress = '' } = asked.socket;
    // Who asked has hung up already.
    if (!isIPv4(remoteAddress)) return void asked.socket.destroy();
    const self = loopbackOf(remoteAddress);
    const headers = headersFor(asked, this.#options.innerPort);
    if (asked.headers['callback'] !== undefined) {
      const name = this.#callbacks.nameFor(String(asked.headers['callback']), remoteAddress);
      if (name === undefined) return void answer.writeHead(412).end();
      headers['callback'] = `<http://${self}:${portOf(this.#notices)}/${name}>`;
    }
    const inner = request(
      {
        ...{ host: '127.0.0.1', port: this.#options.innerPort, localAddress: self, agent: false },
        ...{ method: asked.method, path: asked.url, headers },
      },
      (got) => {
        if (/\bxml\b/.test(got.headers['content-type'] ?? ''))
          void this.#passList(got, answer, `http://${localAddress}:${this.#options.port}/`);
        else this.#passBytes(asked, got, answer);
      },
    );
    inner.on('error', () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end()));
    answer.once('close', () => inner.destroy());
    // A body whose length nobody told would be taken for a request of its own, past what is asked above.
    if (asked.headers['content-length'] === undefined) inner.end();
    else asked.pipe(inner);
  }

  /** Lists and descriptions name addresses: those of the door. */
  async #passList(got: IncomingMessage, answer: ServerResponse, address: string): Promise<void> {
    const body = await readAll(got, LONGEST_LIST_BYTES);
    if (body === undefined) return void answer.destroy();
    const inner = `http://127.0.0.1:${this.#options.innerPort}/`;
    const text = Buffer.from(body.toString('latin1').replaceAll(inner, address), 'latin1');
    const fields = rawPairs(got).filter(([name]) => name.toLowerCase() !== 'content-length');
    answer.writeHead(got.statusCode ?? 502, [...fields, ['Content-Length', String(text.length)]].flat());
    answer.end(answer.req.method === 'HEAD' ? undefined : text);
  }

  #passBytes(asked: IncomingMessage, got: IncomingMessage, answer: ServerResponse): void {
    answer.writeHead(got.statusCode ?? 502, rawPairs(got).flat());
    const [, item] = ITEM.exec(asked.url ?? '') ?? [];
    const isPicture = got.headers['content-type']?.startsWith('image/') ?? false;
    if (item !== undefined && !isPicture && asked.method === 'GET')
      this.#count(Number(item), asked, got, answer);
    got.on('error', () => answer.destroy());
    got.pipe(answer);
  }

  #count(item: number, asked: IncomingMessage, got: IncomingMessage, answer: ServerResponse): void {
    const { socket } = asked;
    const [beganAt, before] = [Date.now(), socket.bytesWritten];
    const { remoteAddress: ip = '' } = socket;
    let passed = 0;
    got.on('data', (chunk: Buffer) => (passed += chunk.length));
    answer.once('close', () => {
      const libraryPath = this.#options.findPath(item);
      if (libraryPath === undefined) return;
      const isComplete = answer.writableFinished;
      this.#options.onPlayed({
        ...{ endedAt: Date.now(), tookMs: Date.now() - beganAt, requestId: randomUUID(), ip, libraryPath },
        ...{ path: asked.url ?? '', status: got.statusCode ?? 0, isComplete },
        // What still waited here when a television went was not sent.
        bytesSent: isComplete ? passed : Math.min(passed, Math.max(0, socket.bytesWritten - before)),
        contentRange: got.headers['content-range'] ?? '',
        contentLength: got.headers['content-length'] ?? '',
        range: asked.headers.range ?? '',
        userAgent: asked.headers['user-agent'] ?? '',
      });
    });
  }

  async #tell(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const url = this.#callbacks.urlOf(asked.url?.slice(1) ?? '');
    if (url === undefined || asked.method !== 'NOTIFY') return void answer.writeHead(404).end();
    const body = await readAll(asked, LONGEST_NOTICE_BYTES);
    if (body === undefined) return void answer.destroy();
    const headers = { ...plainHeaders(asked), host: new URL(url).host, 'content-length': body.length };
    const outer = request(url, { method: 'NOTIFY', headers, agent: false, timeout: 5_000 }, (got) => {
      got.resume();
      answer.writeHead(got.statusCode ?? 502).end();
    });
    outer.once('timeout', () => outer.destroy());
    outer.on('error', () => (answer.headersSent ? answer.destroy() : answer.writeHead(502).end()));
    outer.end(body);
  }
}

/**
 * The server of the files tells televisions apart by their addresses, and speaks to each as it likes it. So each comes to it from
 * an address of its own: all of 127.0.0.0/8 is this machine.
 */
function loopbackOf(address: string): string {
  return address.startsWith('127.') ? address : `127.${address.split('.').slice(1).join('.')}`;
}

function headersFor(asked: IncomingMessage, innerPort: number): Record<string, string | string[] | number> {
  return { ...plainHeaders(asked), host: `127.0.0.1:${innerPort}` };
}

function plainHeaders({ headers }: IncomingMessage): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      (pair): pair is [string, string | string[]] => pair[1] !== undefined && !OF_THE_CONNECTION.has(pair[0]),
    ),
  );
}

/** As they were written: some televisions know `transferMode.dlna.org` in these letters alone. */
function rawPairs({ rawHeaders }: IncomingMessage): [string, string][] {
  const pairs: [string, string][] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
    if (!OF_THE_CONNECTION.has(name.toLowerCase())) pairs.push([name, value]);
  }
  return pairs;
}

async function readAll(message: IncomingMessage, mostBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > mostBytes) return undefined;
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
