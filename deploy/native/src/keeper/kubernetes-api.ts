import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import type { Secret } from './kubernetes-secrets.ts';

/** Where Kubernetes lays out what a pod shows its API (kubernetes.io: "Accessing the Kubernetes API from a Pod"). */
const ACCOUNT_FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';
const TIMEOUT_MS = 10_000;

export interface KubernetesPlace {
  host: string;
  port: number;
  token: string;
  ca: string;
  namespace: string;
}

export function readKubernetesPlace(environment: Record<string, string | undefined>): KubernetesPlace {
  const text = (name: string) => readFileSync(`${ACCOUNT_FOLDER}/${name}`, 'utf8').trim();
  return {
    host: environment['KUBERNETES_SERVICE_HOST'] ?? 'kubernetes.default.svc',
    port: Number(environment['KUBERNETES_SERVICE_PORT'] ?? 443),
    token: text('token'),
    ca: text('ca.crt'),
    namespace: text('namespace'),
  };
}

/** The few questions about Secrets that the keys' Job asks; anything but an answer of success throws with its status. */
export class KubernetesSecrets {
  private readonly place: KubernetesPlace;

  constructor(place: KubernetesPlace) {
    this.place = place;
  }

  async find(name: string): Promise<Secret | undefined> {
    const { status, body } = await this.ask('GET', `/${name}`);
    if (status === 404) return undefined;
    return JSON.parse(this.expectSuccess(`Secret ${name}`, status, body)) as Secret;
  }

  /** Where somebody made it meanwhile, or wrote another version than `resourceVersion` says, it throws: 409. */
  async write(secret: Secret): Promise<void> {
    const { name, resourceVersion } = secret.metadata;
    const isThere = resourceVersion !== undefined;
    const { status, body } = await this.ask(isThere ? 'PUT' : 'POST', isThere ? `/${name}` : '', secret);
    this.expectSuccess(`Secret ${name}`, status, body);
  }

  private expectSuccess(what: string, status: number, body: string): string {
    // What was sent holds keys: of the answer only the status is told.
    if (status >= 300) throw new Error(`${what}: Kubernetes answers ${status}`);
    return body;
  }

  private ask(method: string, path: string, content?: Secret): Promise<{ status: number; body: string }> {
    const { host, port, ca, token, namespace } = this.place;
    const payload = content === undefined ? undefined : JSON.stringify(content);
    return new Promise((resolve, reject) => {
      const asked = request(
        {
          ...{ host, port, ca, method, timeout: TIMEOUT_MS },
          path: `/api/v1/namespaces/${namespace}/secrets${path}`,
          headers: {
            authorization: `Bearer ${token}`,
            accept: 'application/json',
            ...(payload !== undefined && {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(payload),
            }),
          },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.once('error', reject);
          answer.once('end', () =>
            resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
          );
        },
      );
      asked.once('timeout', () => asked.destroy(new Error('Kubernetes gives no answer')));
      asked.once('error', reject);
      asked.end(payload);
    });
  }
}
