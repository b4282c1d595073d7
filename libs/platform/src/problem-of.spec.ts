import { describe, expect, it } from '@jest/globals';
import { runInNewContext } from 'node:vm';
import { BadRequestException, NotFoundException } from '@nestjs/common';
import { z } from 'zod';
import { HearthError } from './problem.js';
import { problemOf } from './problem-of.js';

const withCode = (code: string) => Object.assign(new Error('boom'), { code });

describe('problemOf', () => {
  it.each([
    ['its own errors as they are', new HearthError('file.not-found'), 'file.not-found'],
    ["Nest's 404", new NotFoundException(), 'request.not-found'],
    ["Nest's 400", new BadRequestException(), 'request.invalid'],
    ["Fastify's 413", Object.assign(new Error('x'), { statusCode: 413 }), 'request.too-large'],
    ['an unknown 4xx', Object.assign(new Error('x'), { statusCode: 418 }), 'request.invalid'],
    ['a refused connection', withCode('ECONNREFUSED'), 'service.unavailable'],
    ['a name that cannot be looked up now', withCode('EAI_AGAIN'), 'service.unavailable'],
    ['an address that nobody answers', withCode('EHOSTUNREACH'), 'service.unavailable'],
    [
      'the same from another realm',
      runInNewContext(`Object.assign(new Error('boom'), { code: 'ECONNREFUSED' })`),
      'service.unavailable',
    ],
    ['a server that shuts down', withCode('57P01'), 'service.unavailable'],
    [
      'the same inside a driver error',
      Object.assign(new Error('q'), { driverError: withCode('08006') }),
      'service.unavailable',
    ],
    ['a wrong query', withCode('42601'), 'service.failed'],
    ['anything else', 'a string', 'service.failed'],
  ])('knows %s', (_, thrown, code) => expect(problemOf(thrown).code).toBe(code));

  it('names the fields that are not valid', () => {
    const { error } = z.object({ a: z.object({ b: z.number() }) }).safeParse({ a: { b: 'x' } });
    expect(problemOf(error).toBody()).toMatchObject({ code: 'request.invalid', fields: [{ path: 'a.b' }] });
  });

  it.each([
    [{ a: 'x' }, 'a: must be a number'],
    [undefined, 'must be an object'],
  ])('of %j says in words what is wrong, and where if there is a place', (given, detail) => {
    const schema = z.object({ a: z.number('must be a number') }, 'must be an object');
    expect(problemOf(schema.safeParse(given).error).toBody().detail).toBe(detail);
  });

  it.each([
    ['auth.required', { 'www-authenticate': 'Bearer' }],
    ['auth.wrong-credentials', { 'www-authenticate': 'Bearer' }],
    ['auth.token-expired', { 'www-authenticate': 'Bearer error="invalid_token"' }],
    ['auth.session-revoked', { 'www-authenticate': 'Bearer error="invalid_token"' }],
    ['auth.forbidden', {}],
  ] as const)('says with %s how to sign in where that helps', (code, headers) =>
    expect(new HearthError(code).toHeaders()).toEqual({ 'cache-control': 'no-store', ...headers }),
  );

  it('never shows an internal message', () => {
    expect(JSON.stringify(problemOf(new Error('secret path /etc')).toBody('r1'))).not.toContain('secret');
  });
});
