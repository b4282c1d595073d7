import { describe, expect, it } from '@jest/globals';
import { choosePublicUrl } from './public-url.ts';

describe('the address that phones open', () => {
  it.each([
    ['what the owner says', { HEARTH_PUBLIC_URL: 'https://media.home' }, 'https://media.home'],
    ['the likeliest address of this machine', {}, 'https://192.168.1.5:8443'],
    ['the one address that is listened on', { HEARTH_BIND: '10.0.0.9' }, 'https://10.0.0.9:8443'],
    ['any address when all are listened on', { HEARTH_BIND: '::' }, 'https://192.168.1.5:8443'],
    ['written without the port that goes without saying', { HEARTH_PORT: 443 }, 'https://192.168.1.5'],
    ['in brackets when it is IPv6', { HEARTH_BIND: 'fd00::5' }, 'https://[fd00::5]:8443'],
  ])('is %s', (_what, settings, url) => {
    expect(choosePublicUrl({ HEARTH_PORT: 8443, ...settings }, ['192.168.1.5', '10.0.0.9'])).toBe(url);
  });

  it('is this machine alone when it has no network', () => {
    expect(choosePublicUrl({ HEARTH_PORT: 8443 }, [])).toBe('https://localhost:8443');
  });
});
