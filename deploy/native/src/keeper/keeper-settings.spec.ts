import { describe, expect, it } from '@jest/globals';
import { parseKeeperSettings } from './keeper-settings.ts';

describe('the settings of a start in containers', () => {
  it('need nothing to be set, and take an empty variable as not set', () => {
    expect(parseKeeperSettings({ HEARTH_PUBLIC_URL: '', HEARTH_ADMIN_PASSWORD: '', HEARTH_UID: '' })).toEqual(
      {
        HEARTH_PORT: 8443,
        HEARTH_HTTP_PORT: 8080,
        HEARTH_HOSTNAMES: [],
        HEARTH_ADMIN_USERNAME: 'admin',
        HEARTH_LIBRARY: './library',
        HEARTH_UID: 1000,
        HEARTH_GID: 1000,
        natsPeers: [],
      },
    );
  });

  it('take names and addresses for the certificate, with commas or blanks between them', () => {
    const { HEARTH_HOSTNAMES } = parseKeeperSettings({ HEARTH_HOSTNAMES: 'media.home, 192.168.1.5 fd00::5' });
    expect(HEARTH_HOSTNAMES).toEqual(['media.home', '192.168.1.5', 'fd00::5']);
  });

  it('keep only the origin of the public address', () => {
    expect(parseKeeperSettings({ HEARTH_PUBLIC_URL: 'https://media.home/' }).HEARTH_PUBLIC_URL).toBe(
      'https://media.home',
    );
  });

  it.each([
    ['HEARTH_PUBLIC_URL', 'http://media.home'],
    ['HEARTH_HOSTNAMES', 'media_home;rm'],
    ['HEARTH_ADMIN_PASSWORD', 'short'],
    ['HEARTH_UID', 'anna'],
    ['HEARTH_PORT', '70000'],
    ['HEARTH_PORT', '1e3'],
    ['HEARTH_PORT', '0x50'],
    ['HEARTH_HTTP_PORT', '-1'],
    ['HEARTH_NATS_PEERS', 'nats-1,nats-2"'],
  ])('name %s when it is wrong, without showing what it holds', (name, value) => {
    expect(() => parseKeeperSettings({ [name]: value })).toThrow(new RegExp(`^${name} must`));
    expect(() => parseKeeperSettings({ [name]: value })).not.toThrow(value);
  });
});
