import { describe, expect, it } from '@jest/globals';
import { parseSettings } from './settings.ts';

describe('settings', () => {
  it('have defaults for everything, below the checkout', () => {
    expect(parseSettings({}, '/srv/hearth')).toEqual({
      port: 8443,
      httpPort: 8080,
      isHttpPortChosen: false,
      bind: undefined,
      dataFolder: '/srv/hearth/data',
      libraryFolder: '/srv/hearth/library',
      adminUsername: 'admin',
      adminPassword: undefined,
      turnPort: undefined,
      forServices: {},
    });
  });

  it.each([
    ['HEARTH_PORT', '80a43'],
    ['HEARTH_PORT', '0'],
    ['HEARTH_PORT', '70000'],
    ['HEARTH_PORT', '1e3'],
    ['HEARTH_PORT', '0x50'],
    ['HEARTH_HTTP_PORT', '-1'],
    ['HEARTH_HTTP_PORT', '70000'],
    ['HEARTH_BIND', 'everywhere'],
    ['HEARTH_DATA', '/srv/$data'],
    ['HEARTH_HUB_NAME', 'x'.repeat(101)],
    ['HEARTH_ADMIN_PASSWORD', 'short'],
    ['HEARTH_LOG_LEVEL', 'loud'],
    ['HEARTH_ACCESS_LOG_RETENTION', 'forever'],
    ['HEARTH_NAMES_RETENTION', 'for good'],
    ['HEARTH_TIME_ZONE', 'Middle/Earth'],
    ['HEARTH_RENDITIONS_MAX', 'all of it'],
    ['HEARTH_CLAMAV', 'somewhere'],
    ['HEARTH_MAX_UPLOAD', 'much'],
    ['HEARTH_ICE_URLS', 'turn:elsewhere'],
  ])('name %s when it is wrong, and never show its value', (name, value) => {
    expect(() => parseSettings({ [name]: value }, '/')).toThrow(new RegExp(`^${name} must`));
    expect(() => parseSettings({ [name]: value }, '/')).not.toThrow(value);
  });

  it('do without plain HTTP where its port is 0', () => {
    expect(parseSettings({ HEARTH_HTTP_PORT: '0' }, '/').httpPort).toBeUndefined();
  });

  it('hand on what services read as it was written, and nothing that only containers have', () => {
    const set = { HEARTH_HUB_NAME: 'The mill', HEARTH_PORT: '8444', HEARTH_UID: 'anna', HEARTH_CLAMAV: '' };
    expect(parseSettings(set, '/').forServices).toEqual({ HEARTH_HUB_NAME: 'The mill' });
  });

  it('take an empty variable as not given', () => {
    expect(parseSettings({ HEARTH_PORT: '' }, '/').port).toBe(8443);
  });
});
