import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Admission } from './admission.js';
import { endpointOf } from './endpoint.decorators.js';
import { isOperatorRoute } from './operator-route.js';
import { HearthError } from './problem.js';

/** Stands before every route. What the contracts do not open is closed; a route without a definition is refused. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly admission: Admission) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http' || isOperatorRoute(context)) return true;
    const endpoint = endpointOf(context);
    if (!endpoint) throw new HearthError('auth.forbidden');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    // Mostly it was decided before the body was read (`request-bodies.ts`).
    if (request.admittedTo !== endpoint) await this.admission.admit(request, endpoint);
    return true;
  }
}
