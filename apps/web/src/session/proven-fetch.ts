import { problemBody } from '@hearth/contracts';
import { findDeviceKey, type DeviceKey } from './device-key.ts';
import { assembleProof, clockOffsetMs } from './device-proof.ts';

/**
 * A fetch that proves that this browser holds its device key, when it has one. A device whose clock is wrong learns the
 * right time from the hub's refusal, and tries once more.
 */
export async function provenFetch(url: string, init: RequestInit): Promise<Response> {
  const key = await findDeviceKey();
  if (!key) return fetch(url, init);
  const response = await fetch(url, await withProof(key, url, init, 0));
  if (!(await isProofRefused(response))) return response;
  const offset = clockOffsetMs(response.headers.get('date'), Date.now());
  return fetch(url, await withProof(key, url, init, offset));
}

async function withProof(
  { publicKey, privateKey }: DeviceKey,
  url: string,
  init: RequestInit,
  offsetMs: number,
): Promise<RequestInit> {
  const { origin, pathname } = new URL(url, location.href);
  const proof = await assembleProof(
    {
      publicKey,
      request: { method: init.method ?? 'GET', url: `${origin}${pathname}` },
      atMs: Date.now() + offsetMs,
      id: crypto.randomUUID(),
    },
    (bytes) => crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, bytes),
  );
  const headers = new Headers(init.headers);
  headers.set('dpop', proof);
  return { ...init, headers };
}

async function isProofRefused(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return problemBody.safeParse(body).data?.code === 'auth.proof-invalid';
}
