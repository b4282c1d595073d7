import { HearthError } from '@hearth/platform';
import { createSocket, type Socket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import { WAKE_PORT } from '../wake-target.js';

const EVERYWHERE = '255.255.255.255';

interface Target {
  readonly address: string;
  readonly port: number;
}

/** AMD's Magic Packet: six bytes of ones, then the address of the network card sixteen times. */
export function magicPacket(macAddress: string): Buffer {
  const address = Buffer.from(macAddress.replaceAll(':', ''), 'hex');
  if (address.length !== 6) throw new RangeError('a MAC address has six bytes');
  return Buffer.concat([Buffer.alloc(6, 0xff), ...Array<Buffer>(16).fill(address)]);
}

/** The broadcast address of an IPv4 network: its host bits all ones. */
export function broadcastAddressOf({ address, netmask }: { address: string; netmask: string }): string {
  const mask = netmask.split('.').map(Number);
  return address
    .split('.')
    .map((part, i) => Number(part) | (~(mask[i] ?? 255) & 0xff))
    .join('.');
}

/** Every network that this machine is in, as a broadcast to 255.255.255.255 leaves by one of them only. */
export function broadcastAddresses(): Target[] {
  const networks = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal);
  return [EVERYWHERE, ...networks.map(broadcastAddressOf)].map((address) => ({ address, port: WAKE_PORT }));
}

/** Throws `service.unavailable` when it could leave by no network at all. */
export async function sendMagicPacket(macAddress: string, targets: readonly Target[]): Promise<void> {
  const packet = magicPacket(macAddress);
  const socket = createSocket('udp4');
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(0, () => resolve());
    });
    socket.setBroadcast(true);
    const sent = await Promise.allSettled(targets.map((target) => send(socket, packet, target)));
    if (sent.some(({ status }) => status === 'fulfilled')) return;
    const detail = 'The packet could not be sent into any network.';
    throw new HearthError('service.unavailable', { detail, cause: sent });
  } finally {
    socket.close();
  }
}

function send(socket: Socket, packet: Buffer, { address, port }: Target): Promise<void> {
  return new Promise((resolve, reject) =>
    socket.send(packet, port, address, (error) => (error ? reject(error) : resolve())),
  );
}
