/** Loopback, private, link-local, shared, test, multicast and reserved ranges (RFC 6890). */
const CLOSED_RANGES = [
  '0.0.0.0-0.255.255.255',
  '10.0.0.0-10.255.255.255',
  '100.64.0.0-100.127.255.255',
  '127.0.0.0-127.255.255.255',
  '169.254.0.0-169.254.255.255',
  '172.16.0.0-172.31.255.255',
  '192.0.0.0-192.0.0.255',
  '192.0.2.0-192.0.2.255',
  '192.88.99.0-192.88.99.255',
  '192.168.0.0-192.168.255.255',
  '198.18.0.0-198.19.255.255',
  '198.51.100.0-198.51.100.255',
  '203.0.113.0-203.0.113.255',
  '224.0.0.0-255.255.255.255',
  '::1',
  '64:ff9b::-64:ff9b::ffff:ffff',
  '::ffff:0.0.0.0-::ffff:255.255.255.255',
  'fc00::-fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  'fe80::-febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
];

/**
 * coturn's configuration: credentials that expire (the TURN REST API's scheme), and no way through it into the house.
 * Only this machine's own addresses are open, since two devices that both relay here meet on them.
 */
export function describeTurnSettings(secret: string, ownAddresses: readonly string[], port = 3478): string {
  const settings = [
    `listening-port=${port}`,
    'min-port=49160',
    'max-port=49259',
    'realm=hearth',
    'use-auth-secret',
    `static-auth-secret=${secret}`,
    'fingerprint',
    'stale-nonce=600',
    'total-quota=100',
    'user-quota=12',
    'no-cli',
    'no-tls',
    'no-dtls',
    'no-tcp-relay',
    'no-multicast-peers',
    'no-software-attribute',
    'log-file=stdout',
    'simple-log',
    ...CLOSED_RANGES.map((range) => `denied-peer-ip=${range}`),
    ...ownAddresses.map((address) => `allowed-peer-ip=${address}`),
  ];
  return settings.join('\n') + '\n';
}
