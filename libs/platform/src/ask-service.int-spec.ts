import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askService } from './ask-service.js';

const LONG_ENOUGH_MS = 60_000;

let other: Server;
let answerWith: RequestListener;
let url: string;

beforeEach(async () => {
  other = createServer((request, response) => void answerWith(request, response));
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  url = `http://127.0.0.1:${(other.address() as AddressInfo).port}/page`;
});
afterEach(() => other.close().closeAllConnections());

describe('asking another service', () => {
  it('tells what it answers, also when that is bad news', async () => {
    answerWith = ({ url }, response) => response.writeHead(503).end(JSON.stringify({ asked: url, is: 'ö' }));
    expect(await askService(url, LONG_ENOUGH_MS)).toEqual({ status: 503, body: { asked: '/page', is: 'ö' } });
  });

  it.each([
    ['is not there', () => other.close().closeAllConnections()],
    ['says nothing in time', () => (answerWith = () => undefined)],
    [
      'stops in the midst of its answer',
      () => (answerWith = (_request, response) => response.writeHead(200).write('{"is":')),
    ],
    [
      'breaks off',
      () =>
        (answerWith = (_request, response) =>
          response.writeHead(200).write('{}', () => response.socket?.destroy())),
    ],
    ['speaks no JSON', () => (answerWith = (_request, response) => response.end('<html>'))],
  ])('fails when it %s', async (_what, arrange) => {
    arrange();
    await expect(askService(url, 200)).rejects.toThrow();
  });
});
