import { describe, expect, it } from '@jest/globals';
import { commandOf, imageOf } from './contained-stores.ts';

const COMPOSE = `services:
  media:
    build: .
  redis:
    <<: *hardened
    image: redis:8
    command:
      - redis-server
      - -cjit=off
  nats:
    image: nats:2.10-alpine
`;

describe('the image of a store', () => {
  it('is the one that compose names for it', () => {
    expect(imageOf('redis', COMPOSE)).toBe('redis:8');
    expect(imageOf('nats', COMPOSE)).toBe('nats:2.10-alpine');
  });

  it('gets the command line that compose gives it', () => {
    expect(commandOf('redis', COMPOSE)).toEqual(['redis-server', '-cjit=off']);
  });

  it('is missed rather than taken from the next service', () => {
    expect(() => imageOf('media', COMPOSE)).toThrow('names no image for media');
  });
});
