import { hostname, networkInterfaces } from 'node:os';

export interface NetworkAddress {
  interfaceName: string;
  address: string;
  family: 'IPv4' | 'IPv6';
}

/** Bridges and tunnels that containers and virtual machines make: true addresses, but no phone can reach them. */
const VIRTUAL_INTERFACE =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|tun|tap|wg|cni|flannel|cali|lxc|podman|tailscale|zt)/;

function isLinkLocal({ address }: NetworkAddress): boolean {
  return address.startsWith('169.254.') || /^fe[89ab]/i.test(address);
}

/** Where a phone most likely finds us comes first. */
function rank(entry: NetworkAddress): number {
  const { address, family, interfaceName } = entry;
  if (family === 'IPv6') return 40;
  if (VIRTUAL_INTERFACE.test(interfaceName)) return 30;
  if (isLinkLocal(entry)) return 35;
  if (address.startsWith('192.168.')) return 0;
  if (address.startsWith('10.')) return 1;
  if (/^172\.(1[6-9]|2\d|3[01])\./.test(address)) return 2;
  return 10;
}

/** Every address under which this machine can be reached from outside it, the likeliest for a phone first. */
export function rankAddresses(addresses: NetworkAddress[]): NetworkAddress[] {
  return addresses
    .filter((entry) => !(entry.family === 'IPv6' && isLinkLocal(entry)))
    .map((entry, index) => ({ entry, index }))
    .sort((a, b) => rank(a.entry) - rank(b.entry) || a.index - b.index)
    .map(({ entry }) => entry);
}

/** The engine makes these anew, each time with another address: a certificate for them would never last. */
const CONTAINER_BRIDGE = /^(docker\d+|br-[0-9a-f]{12}|veth.*)$/;

export function listLanAddresses(interfaces = networkInterfaces()): string[] {
  const all = Object.entries(interfaces).flatMap(([interfaceName, entries]) =>
    (CONTAINER_BRIDGE.test(interfaceName) ? [] : (entries ?? []))
      .filter((entry) => !entry.internal)
      .map(({ address, family }) => ({ interfaceName, address, family: family as 'IPv4' | 'IPv6' })),
  );
  return rankAddresses(all).map(({ address }) => address);
}

/** Names and addresses the certificate must be good for. */
export function listCertificateNames(): { dnsNames: string[]; ipAddresses: string[] } {
  const host = hostname()
    .toLowerCase()
    .replace(/[^a-z0-9.-]/g, '');
  const shortName = host.split('.')[0] ?? '';
  const dnsNames = ['localhost', 'hearth.local', host, shortName === '' ? '' : `${shortName}.local`];
  return {
    dnsNames: [...new Set(dnsNames.filter((name) => name !== ''))],
    ipAddresses: [...new Set(['127.0.0.1', '::1', ...listLanAddresses()])],
  };
}
