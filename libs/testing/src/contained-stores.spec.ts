import { describe, expect, it } from '@jest/globals';
import { imageOf } from './contained-stores.ts';

const COMPOSE = `services:
  media:
    build: .
  redis:
    <<: *hardened
    image: redis:8
    command:
      - redis-server
  nats:
    image: nats:2.10-alpine
`;

describe('the image of a store', () => {
  it('is the one that compose names for it', () => {
    expect(imageOf('redis', COMPOSE)).toBe('redis:8');
    expect(imageOf('nats', COMPOSE)).toBe('nats:2.10-alpine');
  });

  it('is missed rather than taken from the next service', () => {
    expect(() => imageOf('media', COMPOSE)).toThrow('names no image for media');
  });
});
