import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyRings } from './key-rings.ts';

/** A Secret of Kubernetes, as its API takes it; `data` is base64. */
export interface Secret {
  apiVersion: 'v1';
  kind: 'Secret';
  metadata: { name: string; labels: Record<string, string>; resourceVersion?: string };
  type: 'Opaque';
  data: Record<string, string>;
}

/** Everything that the others are made of; deploy/kubernetes lets the keys' Job alone read it. */
export const MASTER_SECRET = 'hearth-master-keys';
const MASTER_FOLDERS = ['secrets', 'tls'];
const LABELS = { 'app.kubernetes.io/part-of': 'hearth' };

function describeSecret(name: string, files: Record<string, string | Buffer>): Secret {
  const data = Object.fromEntries(
    Object.entries(files).map(([key, content]) => [key, Buffer.from(content).toString('base64')]),
  );
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name, labels: LABELS }, type: 'Opaque', data };
}

/** One Secret for each owner, which is mounted where compose has its folder of keys. */
export function describeRingSecrets(rings: KeyRings): Secret[] {
  return Object.entries(rings).map(([owner, files]) => describeSecret(`hearth-keys-${owner}`, files));
}

/** The master folder as one Secret; a key cannot hold a slash, so `tls/ca.key` is `tls.ca.key`. */
export function packMaster(folder: string): Secret {
  const files: Record<string, Buffer> = {};
  for (const part of MASTER_FOLDERS)
    for (const name of readdirSync(join(folder, part)))
      files[`${part}.${name}`] = readFileSync(join(folder, part, name));
  return describeSecret(MASTER_SECRET, files);
}

/** Lays out what a run before, or the owner, put into the master Secret. */
export function unpackMaster({ data }: Pick<Secret, 'data'>, folder: string): void {
  for (const part of MASTER_FOLDERS) mkdirSync(join(folder, part), { recursive: true, mode: 0o700 });
  for (const [key, content] of Object.entries(data)) {
    const [, part = '', name = ''] = /^(secrets|tls)\.(\w[\w.-]*)$/.exec(key) ?? [];
    if (part !== '') writeFileSync(join(folder, part, name), Buffer.from(content, 'base64'), { mode: 0o600 });
  }
}

/** Whether two Secrets hold the same. */
export function holdsSame(one: Pick<Secret, 'data'>, other: Pick<Secret, 'data'>): boolean {
  const sorted = ({ data }: Pick<Secret, 'data'>) => JSON.stringify(Object.entries(data).sort());
  return sorted(one) === sorted(other);
}
