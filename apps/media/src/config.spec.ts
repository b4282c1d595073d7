import { describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { InvalidConfig } from '@hearth/platform';
import { readMediaConfig } from './config.js';

const pem = (namedCurve: string) =>
  generateKeyPairSync('ec', { namedCurve }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const environment = {
  HEARTH_LISTEN_PORT: '8001',
  HEARTH_POSTGRES_URL: 'postgres://u:p@localhost/hearth',
  HEARTH_REDIS_URL: 'redis://localhost',
  HEARTH_NATS_URL: 'nats://t@localhost:4222',
  HEARTH_PUBLIC_URL: 'https://hub.local:8443',
  HEARTH_LIBRARY: '/library',
  HEARTH_DERIVED: '/derived',
  HEARTH_JWT_PRIVATE_KEY: pem('prime256v1'),
  HEARTH_LINK_SECRET: 'sixteen characters',
};

describe('readMediaConfig', () => {
  it('needs no admin in the environment once there is one', () => {
    const config = readMediaConfig(environment);
    expect(config.HEARTH_ADMIN_USERNAME).toBe('admin');
    expect(config.HEARTH_ADMIN_PASSWORD).toBeUndefined();
  });

  it.each([
    ['HEARTH_JWT_PRIVATE_KEY', 'hunter2 is no key'],
    ['HEARTH_JWT_PRIVATE_KEY', pem('secp384r1')],
    ['HEARTH_LINK_SECRET', 'hunter2'],
    ['HEARTH_ADMIN_PASSWORD', 'hunter2'],
    ['HEARTH_PUBLIC_URL', 'hub.local'],
    ['HEARTH_LIBRARY', ''],
  ])('refuses a wrong %s by its name, without repeating it', (name, value) => {
    let message = '';
    try {
      readMediaConfig({ ...environment, [name]: value });
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidConfig);
      message = (error as Error).message;
    }
    expect(message).toMatch(`${name}: `);
    if (value) expect(message).not.toContain(value);
  });
});
