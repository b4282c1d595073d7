import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

/** An object of Kubernetes, as far as this looks at it. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
  spec?: { replicas?: number };
  data?: Record<string, string>;
}

interface Generator {
  name: string;
  behavior?: 'merge';
  literals: string[];
}

interface Patch {
  target: { kind: string; name?: string };
  patch: string;
}

interface Kustomization {
  namespace?: string;
  resources: string[];
  replicas?: { name: string; count: number }[];
  configMapGenerator?: Generator[];
  patches?: Patch[];
  images?: { name: string; newTag: string }[];
}

const KNOWN = [
  'apiVersion',
  'kind',
  'namespace',
  'resources',
  'replicas',
  'configMapGenerator',
  'patches',
  'images',
];

/**
 * What kustomize makes of a folder, as far as deploy/kubernetes needs it: resources, numbers of copies, settings and patches by
 * JSON Patch (RFC 6902, `add` and `replace`). Not names with hashes, nor tags of images. Throws on what it does not know.
 */
export function buildKustomization(folder: string): Manifest[] {
  const own = parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')) as Kustomization;
  const unknown = Object.keys(own).filter((name) => !KNOWN.includes(name));
  if (unknown.length > 0) throw new Error(`${folder}: ${unknown.join(', ')} is not known here`);
  const objects = own.resources.flatMap((path) => readResource(join(folder, path)));
  for (const generator of own.configMapGenerator ?? []) generate(objects, generator);
  for (const { name, count } of own.replicas ?? []) setReplicas(objects, name, count);
  for (const patch of own.patches ?? []) applyPatch(objects, patch);
  if (own.namespace !== undefined) for (const { metadata } of objects) metadata.namespace = own.namespace;
  return objects;
}

function readResource(path: string): Manifest[] {
  if (!path.endsWith('.yaml')) return buildKustomization(path);
  const documents = parseAllDocuments(readFileSync(path, 'utf8'));
  return documents.map((document) => {
    const [problem] = document.errors;
    if (problem) throw new Error(`${dirname(path)}: ${problem.message}`);
    return document.toJS() as Manifest;
  });
}

function generate(objects: Manifest[], { name, behavior, literals }: Generator): void {
  const data = Object.fromEntries(
    literals.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  const present = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name);
  if ((present !== undefined) !== (behavior === 'merge'))
    throw new Error(`${name} is there twice, or not at all`);
  if (present) present.data = { ...present.data, ...data };
  else objects.push({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data });
}

function setReplicas(objects: Manifest[], name: string, count: number): void {
  const found = objects.find(
    ({ kind, metadata }) => metadata.name === name && /^(Deployment|StatefulSet)$/.test(kind),
  );
  if (found?.spec === undefined) throw new Error(`there is no ${name} to have copies of`);
  found.spec.replicas = count;
}

function applyPatch(objects: Manifest[], { target, patch }: Patch): void {
  const found = objects.filter(
    ({ kind, metadata }) =>
      kind === target.kind && (target.name === undefined || metadata.name === target.name),
  );
  if (found.length === 0) throw new Error(`there is no ${target.kind} ${target.name ?? ''} to patch`);
  const steps = parse(patch) as { op: string; path: string; value: unknown }[];
  for (const object of found) for (const step of steps) applyStep(object, step);
}

function applyStep(object: unknown, { op, path, value }: { op: string; path: string; value: unknown }): void {
  const names = path.slice(1).split('/');
  const last = names.pop() as string;
  let place = object as Record<string, unknown>;
  for (const name of names) {
    place = place[name] as Record<string, unknown>;
    if (typeof place !== 'object' || place === null) throw new Error(`${path}: there is no ${name}`);
  }
  if (op === 'add' && last === '-' && Array.isArray(place)) place.push(value);
  else if (op === 'replace' && last in place) place[last] = value;
  else throw new Error(`${op} ${path} cannot be done`);
}
