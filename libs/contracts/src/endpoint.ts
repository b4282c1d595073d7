import { z } from 'zod';
import type { ProblemCode } from './problems.js';
import type { Role } from './user.js';

/** Of WebDAV (RFC 4918). */
export type DavMethod = 'PROPFIND' | 'PROPPATCH' | 'MKCOL' | 'COPY' | 'MOVE' | 'LOCK' | 'UNLOCK';
export type HttpMethod = 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'HEAD' | 'PUT' | 'OPTIONS' | DavMethod;
export type ServiceName = 'media' | 'indexer' | 'analytics' | 'gateway';

/**
 * Who may call: nobody in particular; everyone with at least a role; whoever shows a token of the feature's own kind, as the members of a drop
 * do, which the feature checks by itself; or another of Hearth's services.
 */
export type Access = 'open' | 'ticket' | 'service' | Role;

export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  readonly name: string;
  readonly service: ServiceName;
  readonly method: HttpMethod;
  /** As seen from outside, `:name` for a parameter; `*` at the end stands for whatever follows. */
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The most that is read of a JSON body; where it is not set, 16 KiB of an open endpoint's and 256 KiB of others'. */
  readonly maxBodyBytes?: number;
  /** A session that is bound to a key proves it (RFC 9449) for this request: what it makes outlives the session. */
  readonly isProven?: boolean;
  /** It asks the database for much: of many such requests, people take turns. */
  readonly isHeavy?: boolean;
  /** Also for guests: whoever opened a share link reaches what was shared. With `ticket`, for guests alone. */
  readonly guests?: true;
  /** For programs that sign in with an app password (HTTP Basic, RFC 7617) or a bearer token, and with no cookie. */
  readonly appPasswords?: true;
  /** The status of success. */
  readonly status: number;
  readonly response: Response;
  /** Set where the answer is not JSON: the media type it has. */
  readonly contentType?: string;
  readonly problems: readonly ProblemCode[];
}

const nothing = z.undefined();
type Nothing = typeof nothing;

interface EndpointSpec<P, Q, B, R> {
  readonly name: string;
  readonly service: ServiceName;
  readonly method: HttpMethod;
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly maxBodyBytes?: number;
  readonly isProven?: boolean;
  readonly isHeavy?: boolean;
  readonly guests?: true;
  readonly appPasswords?: true;
  readonly status?: number;
  readonly response?: R;
  readonly contentType?: string;
  readonly problems?: readonly ProblemCode[];
}

/**
 * The one definition of a route. Server-side routing and validation, the OpenAPI document and the web client are
 * all derived from it. Leaving `params`, `query`, `body` or `response` out means that there is none.
 */
export function defineEndpoint<
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
  R extends z.ZodType = Nothing,
>(spec: EndpointSpec<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return {
    ...spec,
    params: spec.params ?? (nothing as unknown as P),
    query: spec.query ?? (nothing as unknown as Q),
    body: spec.body ?? (nothing as unknown as B),
    response: spec.response ?? (nothing as unknown as R),
    status: spec.status ?? (spec.response || spec.contentType ? 200 : 204),
    problems: spec.problems ?? [],
  };
}

/** What a handler receives: each part parsed by its schema. */
export interface InputOf<E extends Endpoint> {
  readonly params: z.output<E['params']>;
  readonly query: z.output<E['query']>;
  readonly body: z.output<E['body']>;
}

/** What a handler returns and a client reads. */
export type OutputOf<E extends Endpoint> = z.output<E['response']>;

/** Whether a schema stands for "there is none". */
export function isNothing(schema: z.ZodType): boolean {
  return schema instanceof z.ZodUndefined;
}
