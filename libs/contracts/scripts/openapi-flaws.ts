import type { Json, JsonObject } from './openapi.ts';

/** What is wrong with an OpenAPI document: references that lead nowhere, ids used twice, parameters that do not match. */
export function findFlaws(document: JsonObject): string[] {
  const operations = operationsOf(document);
  const ids = operations.map(({ operation }) => operation['operationId'] as string);
  return [
    ...referencesIn(document)
      .filter((reference) => !resolves(document, reference))
      .map((reference) => `${reference} leads nowhere`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} is the id of two operations`),
    ...operations.flatMap(({ path, operation }) => parameterFlaws(path, operation)),
    ...operations
      .filter(({ operation }) => Object.keys((operation['responses'] ?? {}) as JsonObject).length === 0)
      .map(({ path }) => `${path} has no response`),
  ];
}

function operationsOf(document: JsonObject): { path: string; operation: JsonObject }[] {
  return Object.entries(document['paths'] as Record<string, JsonObject>).flatMap(([path, item]) =>
    Object.values(item as Record<string, JsonObject>).map((operation) => ({ path, operation })),
  );
}

function parameterFlaws(path: string, operation: JsonObject): string[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const declared = ((operation['parameters'] ?? []) as JsonObject[])
    .filter((parameter) => parameter['in'] === 'path')
    .map((parameter) => parameter['name']);
  return [
    ...inPath
      .filter((name) => name && !declared.includes(name))
      .map((name) => `${path}: ${name} is not declared`),
    ...declared
      .filter((name) => !inPath.includes(name as string))
      .map((name) => `${path}: ${String(name)} is not in it`),
  ];
}

function referencesIn(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === '$ref' && typeof child === 'string' ? [child] : referencesIn(child),
  );
}

/** A JSON pointer into the same document (RFC 6901). */
function resolves(document: JsonObject, reference: string): boolean {
  if (!reference.startsWith('#/')) return false;
  let place: Json | undefined = document;
  for (const part of reference.slice(2).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    place = place !== null && typeof place === 'object' ? (place as JsonObject)[key] : undefined;
  }
  return place !== undefined;
}
