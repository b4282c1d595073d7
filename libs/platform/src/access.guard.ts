import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Admission } from './admission.js';
import { endpointOf } from './endpoint.decorators.js';
import { operatorAccessOf } from './operator-route.js';
import { Operators } from './operators.js';
import { HearthError } from './problem.js';

/** Stands before every route. What the contracts do not open is closed; a route without a definition is refused. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly admission: Admission,
    private readonly operators: Operators,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const operatorAccess = operatorAccessOf(context);
    if (operatorAccess !== undefined) {
      if (!this.operators.maySee(request, operatorAccess)) throw new HearthError('auth.required');
      return true;
    }
    const endpoint = endpointOf(context);
    if (!endpoint) throw new HearthError('auth.forbidden');
    // Mostly it was decided before the body was read (`request-bodies.ts`).
    if (request.admittedTo !== endpoint) await this.admission.admit(request, endpoint);
    return true;
  }
}
