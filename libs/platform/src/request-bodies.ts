import { endpoints, type Endpoint } from '@hearth/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Admission } from './admission.js';
import { Turns } from './turns.js';
import { nestsDeeperThan } from './json-depth.js';
import { HearthError } from './problem.js';
import { writeProblem } from './problem.filter.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The endpoint that the request was let in to before its body was read. */
    admittedTo?: Endpoint;
  }
}

/** A name, a password, a token, an answer of WebRTC: from who has shown nothing yet, no more is read. */
const OPEN_BODY_BYTES = 16 * 1024;
const BODY_BYTES = 256 * 1024;
/** What any request of ours nests is less than half of it. */
const DEEPEST_NESTING = 32;

const BY_ROUTE = new Map<string, Endpoint>(
  Object.values(endpoints).map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint]),
);

function findEndpoint(method: string, path: string | undefined): Endpoint | undefined {
  // HEAD comes with GET, but where it is defined for itself.
  return BY_ROUTE.get(`${method} ${path}`) ?? (method === 'HEAD' ? BY_ROUTE.get(`GET ${path}`) : undefined);
}

/** The most that is read of an endpoint's body, where it is JSON. */
export function bodyLimitOf({ access, maxBodyBytes }: Pick<Endpoint, 'access' | 'maxBodyBytes'>): number {
  return maxBodyBytes ?? (access === 'open' ? OPEN_BODY_BYTES : BODY_BYTES);
}

/** Whether it only reads, and answers with JSON: files are found in memory and sent by nginx, and what brings something takes as long as that is. */
function isLookedUp({ method, status, contentType }: Endpoint): boolean {
  return method === 'GET' && status === 200 && contentType === undefined;
}

/**
 * Who may not come in is told so before their body is read, bodies are as large and as deep as their endpoint needs, and no more
 * is parsed. Call before routes are added.
 */
export function guardBodies(fastify: FastifyInstance, admission: Admission): void {
  const turns = { heavy: new Turns('heavy'), light: new Turns('light') };
  fastify.addHook('onRoute', (route) => {
    const endpoint = findEndpoint([route.method].flat()[0] ?? '', route.url);
    if (endpoint) route.bodyLimit = bodyLimitOf(endpoint);
  });
  fastify.addHook('preParsing', async (request: FastifyRequest, reply: FastifyReply, payload) => {
    const endpoint = findEndpoint(request.method, request.routeOptions.url);
    if (!endpoint) return payload;
    try {
      await admission.admit(request, endpoint);
      request.admittedTo = endpoint;
      if (endpoint.isHeavy) await turns.heavy.wait(request, reply);
      else if (isLookedUp(endpoint)) await turns.light.wait(request, reply);
      return payload;
    } catch (error) {
      writeProblem(error, request, reply);
      return reply as never;
    }
  });
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser('application/json');
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (nestsDeeperThan(text as string, DEEPEST_NESTING)) {
      done(new HearthError('request.invalid', { detail: 'The JSON is nested too deeply.' }));
    } else void parse(request, text as string, done);
  });
}
