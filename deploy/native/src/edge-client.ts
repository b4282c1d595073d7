import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';

export interface EdgeAnswer {
  status: number;
  body: string;
}

interface RawAnswer {
  status: number;
  body: Buffer;
}

/** Speaks to a running Hearth through its edge, as a client that trusts the house's authority and nothing else. */
export class EdgeClient {
  readonly #url: string;
  readonly #agent: Agent;
  #token: string | undefined;

  constructor({ url, caCertificateFile }: { url: string; caCertificateFile: string }) {
    this.#url = url;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 8, ca: readFileSync(caCertificateFile) });
  }

  async signIn(username: string, password: string): Promise<void> {
    const answer = await this.send('POST', '/api/auth/login', { username, password });
    if (answer.status >= 300)
      throw new Error(`Signing in as ${username} was answered with ${answer.status}: ${answer.body}`);
    this.#token = (JSON.parse(answer.body) as { token: string }).token;
  }

  async getJson<T>(path: string): Promise<T> {
    const answer = await this.send('GET', path);
    if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}: ${answer.body}`);
    return JSON.parse(answer.body) as T;
  }

  async getBytes(path: string): Promise<Buffer> {
    const { status, body } = await this.#sendRaw('GET', path);
    if (status !== 200) throw new Error(`${path} was answered with ${status}`);
    return body;
  }

  async send(method: string, path: string, body?: unknown): Promise<EdgeAnswer> {
    const answer = await this.#sendRaw(method, path, body);
    return { status: answer.status, body: answer.body.toString('utf8') };
  }

  #sendRaw(method: string, path: string, body?: unknown): Promise<RawAnswer> {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const outgoing = request(
        new URL(path, this.#url),
        {
          method,
          agent: this.#agent,
          headers: {
            ...(payload === undefined
              ? {}
              : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(payload) }),
            ...(this.#token === undefined ? {} : { Authorization: `Bearer ${this.#token}` }),
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('end', () =>
            resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks) }),
          );
        },
      );
      outgoing.once('error', reject);
      outgoing.end(payload);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}
