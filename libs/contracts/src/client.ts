import type { z } from 'zod';
import { isNothing, type Endpoint, type OutputOf } from './endpoint.js';
import { problemBody, type ProblemBody } from './problems.js';

/** A request that was answered with a problem. */
export class ProblemError extends Error {
  readonly problem: ProblemBody;

  constructor(problem: ProblemBody) {
    super(problem.detail ?? problem.title);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** What a caller gives: the parts the endpoint has, as its schemas take them. */
export type RequestOf<E extends Endpoint> = Part<'params', E['params']> &
  Part<'query', E['query']> &
  Part<'body', E['body']>;

type Part<K extends string, S extends z.ZodType> = S extends z.ZodUndefined
  ? { readonly [P in K]?: undefined }
  : undefined extends z.input<S>
    ? { readonly [P in K]?: z.input<S> }
    : { readonly [P in K]: z.input<S> };

/** The address of an endpoint, its parameters filled in and encoded. */
export function urlOf<E extends Endpoint>(
  endpoint: E,
  request: Pick<RequestOf<E>, 'params' | 'query'>,
): string {
  return fillIn(endpoint.path, request.params ?? {}, request.query ?? {});
}

function fillIn(template: string, params: object, query: object): string {
  const values = new Map(Object.entries(params));
  const path = template.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values.get(name))));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size === 0 ? path : `${path}?${search}`;
}

/**
 * Calls an endpoint that answers JSON. A problem becomes a `ProblemError`; an answer that is neither (a proxy's page,
 * say) becomes a `service.unavailable`.
 */
export async function call<E extends Endpoint>(
  endpoint: E,
  request: RequestOf<E>,
  fetchFrom: (url: string, init: RequestInit) => Promise<Response> = fetch,
): Promise<OutputOf<E>> {
  const hasBody = request.body !== undefined;
  const response = await fetchFrom(fillIn(endpoint.path, request.params ?? {}, request.query ?? {}), {
    method: endpoint.method,
    headers: hasBody ? { 'content-type': 'application/json' } : {},
    body: hasBody ? JSON.stringify(request.body) : null,
  });
  const text = await response.text();
  if (!response.ok) throw new ProblemError(problemOf(response.status, text));
  return (isNothing(endpoint.response) ? undefined : JSON.parse(text)) as OutputOf<E>;
}

function problemOf(status: number, text: string): ProblemBody {
  try {
    return problemBody.parse(JSON.parse(text));
  } catch {
    return { type: 'about:blank', title: `The hub answered ${status}.`, status, code: 'service.unavailable' };
  }
}
