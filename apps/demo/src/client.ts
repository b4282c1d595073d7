import { setTimeout as pause } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { call, login, type Endpoint, type OutputOf, type RequestOf } from '@hearth/contracts';
import { StartupProblem } from '@hearth/native';

/** Somebody of the house, or a program with a token, at the hub's own door. */
export interface Client {
  readonly userId: string;
  call<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<OutputOf<E>>;
  /** Files by a form, each with when it was last changed. Answers what became of each. */
  upload<T>(path: string, files: readonly OutgoingFile[]): Promise<T>;
}

export interface OutgoingFile {
  readonly name: string;
  readonly folder?: string;
  readonly modifiedAt: Date;
  readonly content: Buffer;
}

/** Access tokens live for 15 minutes. */
const SIGN_IN_EVERY_MS = 10 * 60_000;

/** A hub that has only just started, or has much else to do, says so for a while. */
const ASK_AGAIN_AFTER_MS = 2_000;
const TRIES = 45;

async function fetchPatiently(url: URL, init?: RequestInit): Promise<Response> {
  for (let tried = 1; ; tried += 1) {
    const response = await fetch(url, init);
    if (response.status !== 503 || tried === TRIES) return response;
    await response.body?.cancel();
    await pause(ASK_AGAIN_AFTER_MS);
  }
}

/** Lets this process trust the house's own authority. */
export function trust(caCertificate: string): void {
  setDefaultCACertificates([...getCACertificates('default'), caCertificate]);
}

/** A client that brings a token: `tokenOf` is asked before each request. */
export function clientWith(url: string, userId: string, tokenOf: () => Promise<string>): Client {
  const fetchAs = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${await tokenOf()}`);
    return fetchPatiently(new URL(path, url), { ...init, headers });
  };
  return {
    userId,
    call: (endpoint, request) => call(endpoint, request, fetchAs),
    async upload<T>(path: string, files: readonly OutgoingFile[]): Promise<T> {
      const form = new FormData();
      for (const { name, folder, modifiedAt, content } of files) {
        if (folder !== undefined) form.set('folder', folder);
        form.append('modifiedAt', modifiedAt.toISOString());
        form.append('file', new Blob([new Uint8Array(content)]), name);
      }
      const response = await fetchAs(path, { method: 'POST', body: form });
      if (!response.ok)
        throw new Error(`${path} was answered with ${response.status}: ${await response.text()}`);
      return (await response.json()) as T;
    },
  };
}

/** Signs in, and again as often as that ends. */
export async function signIn(
  url: string,
  { username, password }: { username: string; password: string },
): Promise<Client> {
  const once = async () => ({
    ...(await call(login, { body: { username, password } }, (path, init) =>
      fetchPatiently(new URL(path, url), init),
    )),
    at: Date.now(),
  });
  let session = await once().catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartupProblem(
      `Signing in as ${username} at ${url} did not work: ${why}\nWhere the password was changed, give it as HEARTH_ADMIN_PASSWORD.`,
    );
  });
  return clientWith(url, session.user.id, async () => {
    if (Date.now() - session.at > SIGN_IN_EVERY_MS) session = await once();
    return session.token;
  });
}
