import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';

export interface ServiceAnswer {
  readonly status: number;
  /** What its JSON says. */
  readonly body: unknown;
}

/**
 * Asks another service of the house for a page of JSON. Not by `fetch`, whose parser is WebAssembly: compiling it leaves a
 * service 10 MB larger for as long as it runs.
 */
export async function askService(
  url: string | URL,
  withinMs: number,
  /** For pages that are not for everybody (`operators.ts`). */
  secret?: string,
): Promise<ServiceAnswer> {
  const headers = secret === undefined ? {} : { authorization: `Bearer ${secret}` };
  const asked = get(url, { agent: false, headers, signal: AbortSignal.timeout(withinMs) });
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return { status: answer.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) };
}
