import { describe, expect, it } from '@jest/globals';
import { InvalidConfig } from '@hearth/platform';
import { readConfig } from './config.js';

const environment = {
  HEARTH_LISTEN_PORT: '4000',
  HEARTH_NATS_URL: 'nats://token@127.0.0.1:4222',
  HEARTH_POSTGRES_URL: 'postgres://hearth@127.0.0.1:5432/hearth',
  HEARTH_CAPTURE_SECRET: 'a secret of thirty-two characters',
  HEARTH_LIBRARY: '/srv/library',
  HEARTH_PUBLIC_URL: 'https://192.168.1.20:8443',
  HEARTH_JWKS_URL: 'http://127.0.0.1:4001/api/auth/jwks',
};

describe('HEARTH_SERVICE_URLS', () => {
  it('is read as names and addresses', () => {
    const config = readConfig({
      ...environment,
      HEARTH_SERVICE_URLS: 'media=http://127.0.0.1:4001,indexer=http://indexer:80',
    });
    expect(config.HEARTH_SERVICE_URLS).toEqual({
      media: 'http://127.0.0.1:4001',
      indexer: 'http://indexer:80',
    });
  });

  it.each([
    'media',
    'media=',
    'media=ftp://x',
    '=http://x',
    'media=http://x,',
    'media=http://x indexer=http://y',
  ])('is refused as %j, by its name', (HEARTH_SERVICE_URLS) => {
    expect(() => readConfig({ ...environment, HEARTH_SERVICE_URLS })).toThrow(InvalidConfig);
    expect(() => readConfig({ ...environment, HEARTH_SERVICE_URLS })).toThrow(/^HEARTH_SERVICE_URLS: /);
  });
});
