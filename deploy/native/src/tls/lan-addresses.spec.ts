import { describe, expect, it } from '@jest/globals';
import {
  listCertificateNames,
  listLanAddresses,
  rankAddresses,
  type NetworkAddress,
} from './lan-addresses.ts';

const on = (interfaceName: string, address: string): NetworkAddress => ({
  interfaceName,
  address,
  family: address.includes(':') ? 'IPv6' : 'IPv4',
});

describe('the address shown to phones', () => {
  it.each([
    [
      'the house’s network before a container bridge',
      [on('docker0', '172.17.0.1'), on('eth0', '10.0.0.5')],
      '10.0.0.5',
    ],
    ['Wi-Fi before a VPN', [on('wg0', '10.8.0.2'), on('wlan0', '192.168.1.20')], '192.168.1.20'],
    ['IPv4 before IPv6', [on('eth0', '2001:db8::5'), on('eth0', '192.168.0.7')], '192.168.0.7'],
    [
      'anything before a self-assigned address',
      [on('eth1', '169.254.3.4'), on('eth0', '203.0.113.9')],
      '203.0.113.9',
    ],
    ['IPv6 when there is nothing else', [on('eth0', 'fe80::1'), on('eth0', 'fd00::2')], 'fd00::2'],
  ])('is %s', (_what, addresses, first) => {
    expect(rankAddresses(addresses)[0]?.address).toBe(first);
  });

  it('does not exist on a machine without a network', () => {
    expect(rankAddresses([])).toEqual([]);
  });
});

describe('the names in the certificate', () => {
  it('leave out the bridges that a container engine makes anew at each start', () => {
    const entry = (address: string) => [
      { address, family: 'IPv4' as const, internal: false, netmask: '', mac: '', cidr: null },
    ];
    const addresses = listLanAddresses({
      docker0: entry('172.17.0.1'),
      'br-0123456789ab': entry('172.19.0.1'),
      'br-lan': entry('192.168.1.1'),
    });
    expect(addresses).toEqual(['192.168.1.1']);
  });

  it('are those one can type, and every address', () => {
    const { dnsNames, ipAddresses } = listCertificateNames();
    expect(dnsNames).toEqual(expect.arrayContaining(['localhost', 'hearth.local']));
    expect(ipAddresses).toEqual(expect.arrayContaining(['127.0.0.1', '::1']));
  });
});
