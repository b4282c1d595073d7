import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { hasRole } from '@hearth/contracts';
import type { FastifyRequest } from 'fastify';
import { callerOf } from './caller.js';
import { endpointOf } from './endpoint.decorators.js';
import { isOperatorRoute } from './operator-route.js';
import { HearthError } from './problem.js';
import { findToken, isFromOtherSite } from './token-source.js';
import { TokenVerifier } from './token-verifier.js';

/** Stands before every route. What the contracts do not open is closed; a route without a definition is refused. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly tokens: TokenVerifier) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http' || isOperatorRoute(context)) return true;
    const endpoint = endpointOf(context);
    if (!endpoint) throw new HearthError('auth.forbidden');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const source = findToken(request);
    // Signing in is guarded as well: another site must not sign somebody into an account of its own.
    if (source?.via !== 'bearer' && isFromOtherSite(request)) throw new HearthError('request.forged');
    if (endpoint.access === 'open') return true;
    if (!source) throw new HearthError('auth.required');
    const claims = await this.tokens.verify(source.token);
    if (!hasRole(claims.role, endpoint.access)) throw new HearthError('auth.forbidden');
    request.caller = callerOf(claims);
    return true;
  }
}
