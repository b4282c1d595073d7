import {
  applyDecorators,
  createParamDecorator,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  type ExecutionContext,
} from '@nestjs/common';
import { isNothing, type Endpoint, type HttpMethod, type InputOf } from '@hearth/contracts';
import type { FastifyRequest } from 'fastify';
import { HearthError } from './problem.js';
import type { Caller } from './caller.js';
import type { Visitor } from './guest.js';

export const ENDPOINT = 'hearth:endpoint';

const METHODS: Record<HttpMethod, RequestMethod> = {
  GET: RequestMethod.GET,
  POST: RequestMethod.POST,
  PUT: RequestMethod.PUT,
  PATCH: RequestMethod.PATCH,
  DELETE: RequestMethod.DELETE,
  HEAD: RequestMethod.HEAD,
  OPTIONS: RequestMethod.OPTIONS,
  PROPFIND: RequestMethod.PROPFIND,
  PROPPATCH: RequestMethod.PROPPATCH,
  MKCOL: RequestMethod.MKCOL,
  COPY: RequestMethod.COPY,
  MOVE: RequestMethod.MOVE,
  LOCK: RequestMethod.LOCK,
  UNLOCK: RequestMethod.UNLOCK,
};

/** Routes a method by its definition in the contracts, which also says who may call it. HEAD comes with GET. */
export function Handle(endpoint: Endpoint): MethodDecorator {
  return applyDecorators(
    RequestMapping({ method: METHODS[endpoint.method], path: endpoint.path }),
    HttpCode(endpoint.status),
    SetMetadata(ENDPOINT, endpoint),
  );
}

export function endpointOf(context: ExecutionContext): Endpoint | undefined {
  return Reflect.getMetadata(ENDPOINT, context.getHandler()) as Endpoint | undefined;
}

/** The parameters, query and body, each parsed by the endpoint's schema: `InputOf<typeof endpoint>`. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext): InputOf<Endpoint> => {
  const endpoint = endpointOf(context);
  if (!endpoint) throw new Error('@Input() needs @Handle(endpoint) on the same method');
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return {
    params: isNothing(endpoint.params) ? undefined : endpoint.params.parse(request.params),
    query: isNothing(endpoint.query) ? undefined : endpoint.query.parse(request.query),
    body: isNothing(endpoint.body) ? undefined : endpoint.body.parse(request.body ?? undefined),
  };
});

/** Who calls. Only on endpoints that are not open. */
export const CalledBy = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const caller = context.switchToHttp().getRequest<FastifyRequest>().caller;
  if (!caller) throw new HearthError('auth.required');
  return caller;
});

/** Who fetches, a person or a guest. Only on endpoints with `guests`. */
export const VisitedBy = createParamDecorator((_: unknown, context: ExecutionContext): Visitor => {
  const { caller, guest } = context.switchToHttp().getRequest<FastifyRequest>();
  const visitor = caller ?? guest;
  if (!visitor) throw new HearthError('auth.required');
  return visitor;
});
