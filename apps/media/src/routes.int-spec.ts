import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { endpoints, type Endpoint } from '@hearth/contracts';
import { ENDPOINT } from '@hearth/platform';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { findOpenOperatorRoutes } from '@hearth/testing';
import { MediaRig, PASSWORD } from '../test/media-rig.js';

jest.setTimeout(180_000);

const mine: Endpoint[] = Object.values(endpoints).filter(({ service }) => service === 'media');
const ID = '0198c0de-0000-7000-8000-000000000001';

let rig: MediaRig;
let viewer: string;

beforeAll(async () => {
  rig = await MediaRig.start();
  viewer = (await rig.signIn(await rig.addUser('viewer'))).token;
});
afterAll(() => rig.stop());

describe('routes', () => {
  it('are those of the contracts, each once', () => {
    expect(
      servedEndpoints()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(mine.map(({ name }) => name).sort());
  });

  it('beside them are for who reads figures and for other services alone', async () => {
    const { token: adminToken } = await rig.signIn('admin');
    const ask = async (path: string, token?: string) =>
      (await rig.app.inject({ url: path, headers: token ? { authorization: `Bearer ${token}` } : {} }))
        .statusCode;
    const { routed } = rig;
    expect(await findOpenOperatorRoutes({ service: 'media', routed, ask, adminToken })).toEqual([]);
  });

  it.each([
    ['GET', '/api/nothing', 404, 'request.not-found'],
    ['GET', '/api/files/', 404, 'request.not-found'],
    ['GET', '/api/files/1', 400, 'request.invalid'],
    ['GET', `/api/files/${ID}0`, 400, 'request.invalid'],
    ['GET', `/api/files/${ID}`, 404, 'file.not-found'],
    ['GET', `/api/files/${ID}/stream`, 404, 'file.not-found'],
    ['GET', `/api/files/${ID}/download`, 404, 'file.not-found'],
    ['GET', `/api/files/${ID}/thumbnail`, 404, 'file.not-found'],
    ['GET', `/api/files/${ID}/thumbnail?size=huge`, 400, 'request.invalid'],
    ['GET', `/api/files/${ID}/stream?playback=1`, 400, 'request.invalid'],
    ['GET', '/api/files/..%2F..%2Fetc%2Fpasswd', 400, 'request.invalid'],
    ['GET', '/api/files/..%2F..%2Fetc%2Fpasswd/stream', 400, 'request.invalid'],
    ['GET', '/api/files/%00/stream', 400, 'request.invalid'],
    ['GET', '/api/files/%zz/stream', 400, 'request.invalid'],
    ['GET', `/api/files/${'a'.repeat(300)}`, 400, 'request.invalid'],
    ['GET', '/api/files?folder=../..', 400, 'request.invalid'],
    ['GET', '/api/files?folder=a/%2e%2e/b', 400, 'request.invalid'],
    ['GET', '/api/files?query=%00', 400, 'request.invalid'],
    ['GET', '/api/files?limit=0', 400, 'request.invalid'],
    ['GET', '/api/files?limit=201', 400, 'request.invalid'],
    ['GET', '/api/files?page=-1', 400, 'request.invalid'],
    ['GET', '/api/files?page=1e9', 400, 'request.invalid'],
    ['GET', '/api/files?sort=password_hash', 400, 'request.invalid'],
    ['GET', '/api/files?type[]=image', 200, undefined],
    ['GET', '/api/files?type=image&type=video', 400, 'request.invalid'],
    ['GET', '/api/files?cursor=%27%3B--', 400, 'request.invalid'],
  ])('%s %s answers %d', async (method, path, status, code) => {
    const answer = await rig.call(method, path, { token: viewer });
    expect([answer.status, answer.body?.code]).toEqual([status, code]);
  });

  it.each([
    ['DELETE', '/api/files', 'GET, HEAD'],
    ['POST', `/api/files/${ID}/stream?playback=1`, 'GET, HEAD'],
    ['GET', '/api/auth/login', 'POST'],
    ['PUT', '/api/uploads', 'OPTIONS, POST'],
    ['OPTIONS', '/api/library', undefined],
  ])('%s %s is refused, and says what is taken: %s', async (method, path, allow) => {
    const answer = await rig.call(method, path);
    const [status, code] = allow ? [405, 'request.method-not-allowed'] : [404, 'request.not-found'];
    expect([answer.status, answer.body.code, answer.headers['allow']]).toEqual([status, code, allow]);
  });

  it.each([
    ['application/json', '{"username":', 400, 'request.invalid'],
    ['application/json', '', 400, 'request.invalid'],
    // What a form of another site can send without asking first.
    [
      'application/x-www-form-urlencoded',
      `username=admin&password=${PASSWORD}`,
      415,
      'request.unsupported-media-type',
    ],
    [
      'text/plain',
      JSON.stringify({ username: 'admin', password: PASSWORD }),
      415,
      'request.unsupported-media-type',
    ],
    ['application/xml', '<a/>', 415, 'request.unsupported-media-type'],
    ['application/json', `"${'x'.repeat(1024 ** 2)}"`, 413, 'request.too-large'],
    [
      'application/json',
      '{"__proto__":{"role":"admin"},"username":"a","password":"b"}',
      400,
      'request.invalid',
    ],
  ])('a body as %s that begins %.20j answers %d', async (type, body, status, code) => {
    const answer = await rig.call('POST', '/api/auth/login', { headers: { 'content-type': type }, body });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

/** Every method of a controller that is routed, with the endpoint it names. */
function servedEndpoints(): Endpoint[] {
  const modules = [...rig.app.get(ModulesContainer).values()];
  const controllers = modules.flatMap((module) => [...module.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    const { constructor: _, ...methods } = Object.getOwnPropertyDescriptors(
      (metatype as { prototype: object }).prototype,
    );
    const routed = Object.values<PropertyDescriptor>(methods)
      .map(({ value }) => value as object)
      .filter((method) => Reflect.hasMetadata(PATH_METADATA, method));
    // The others are not for people (`operator-routes.ts`).
    return routed.flatMap((method) => (Reflect.getMetadata(ENDPOINT, method) as Endpoint | undefined) ?? []);
  });
}
