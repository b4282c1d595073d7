import { types } from 'node:util';
import { HttpException } from '@nestjs/common';
import type { ProblemCode } from '@hearth/contracts';
import { z } from 'zod';
import { HearthError } from './problem.js';

const BY_STATUS: Record<number, ProblemCode> = {
  400: 'request.invalid',
  404: 'request.not-found',
  405: 'request.method-not-allowed',
  413: 'request.too-large',
  415: 'request.unsupported-media-type',
  429: 'request.rate-limited',
};

/**
 * SQLSTATE classes and socket errors that mean "the store is away", not "the query is wrong". A stopped container's name
 * cannot be looked up, and its address answers no one.
 */
const STORE_AWAY =
  /^(08|53|57P0[123])|^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
const STORE_AWAY_MESSAGE =
  /connection terminated|connection error|timeout exceeded when trying to connect|query read timeout|the database system is/i;

/** Any thrown value as the problem that a client may see. */
export function problemOf(thrown: unknown): HearthError {
  if (thrown instanceof HearthError) return thrown;
  if (thrown instanceof z.ZodError) return invalid(thrown);
  if (isStoreAway(thrown)) {
    return new HearthError('service.unavailable', { headers: { 'retry-after': '5' }, cause: thrown });
  }
  const status = thrown instanceof HttpException ? thrown.getStatus() : statusOf(thrown);
  const code = BY_STATUS[status] ?? (status >= 400 && status < 500 ? 'request.invalid' : 'service.failed');
  return new HearthError(code, { cause: thrown });
}

function invalid(error: z.ZodError): HearthError {
  const fields = error.issues.slice(0, 20).map(({ path, message }) => ({ path: path.join('.'), message }));
  const [first] = fields;
  // What is wrong with a body as a whole has no path.
  const detail = first && [first.path, first.message].filter((part) => part !== '').join(': ');
  return new HearthError('request.invalid', { detail, fields });
}

function isStoreAway(thrown: unknown): boolean {
  // Not `instanceof`: errors of sockets may come from another realm than this module's.
  if (!types.isNativeError(thrown)) return false;
  const code = (thrown as { code?: unknown }).code;
  if (typeof code === 'string' && STORE_AWAY.test(code)) return true;
  if (STORE_AWAY_MESSAGE.test(thrown.message)) return true;
  const inner = (thrown as { driverError?: unknown }).driverError;
  return inner !== undefined && inner !== thrown && isStoreAway(inner);
}

/** Fastify marks its own errors with a status. */
function statusOf(thrown: unknown): number {
  const status = (thrown as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : 500;
}
