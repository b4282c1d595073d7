import { isIPv4 } from 'node:net';
import { z } from 'zod';

/** "Discard": nobody listens there, and network cards look at the bytes alone. */
export const WAKE_PORT = 9;

/** `address` or `address:port`, where a magic packet is sent: a broadcast address, or that of the box itself. */
export const wakeTarget = z.string().transform((text, context) => {
  const [address = '', port = String(WAKE_PORT), ...more] = text.split(':');
  if (
    more.length > 0 ||
    !isIPv4(address) ||
    !/^\d{1,5}$/.test(port) ||
    Number(port) < 1 ||
    Number(port) > 65_535
  ) {
    context.addIssue('must be an IPv4 address, perhaps with :port');
    return z.NEVER;
  }
  return { address, port: Number(port) };
});
