import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { PROBLEMS } from '@hearth/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { networkOf } from './client-network.js';
import { problemOf } from './problem-of.js';
import type { HearthError } from './problem.js';
import { RefusalPace } from './refusal-pace.js';

/** Writes every failure as `application/problem+json`; the cause goes to the log alone. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    writeProblem(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

const logger = new Logger('Problem');
/** Of this process: what it slows down is who takes its time. */
const pace = new RefusalPace();

export function writeProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemOf(thrown);
  const { status, log } = PROBLEMS[problem.code];
  const line = `${problem.code} ${request.method} ${request.routeOptions?.url ?? '(no route)'}`;
  if (log === 'error') logger.error(line, problem.details.cause ?? problem);
  else logger[log === 'info' ? 'log' : log](line);
  // Whoever has hung up has no address any more, and waits for nothing.
  const waitMs = status < 500 && isThere(request) ? pace.waitMs(networkOf(request.ip)) : 0;
  if (waitMs === 0) send(problem, request, reply);
  else setTimeout(() => send(problem, request, reply), waitMs);
}

function isThere({ raw }: FastifyRequest): boolean {
  return (raw.socket as typeof raw.socket | null) !== null;
}

function send(problem: HearthError, request: FastifyRequest, reply: FastifyReply): void {
  if (reply.sent) return;
  // Fastify hangs up on a body that it does not take, and nginx, which still sends it, would answer 502. What comes is read and dropped.
  void reply
    .removeHeader('connection')
    .status(PROBLEMS[problem.code].status)
    .headers(problem.toHeaders())
    .type('application/problem+json')
    .send(JSON.stringify(problem.toBody(request.id)));
}
