import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';

export interface DroppingLink {
  /** The hub's address, by way of this link. */
  readonly url: string;
  /** What was sent to the hub so far, whether it arrived or not, and how often the link dropped. */
  readonly sentBytes: number;
  readonly drops: number;
  close(): void;
}

/** A way to the hub whose every connection drops once it has carried so many bytes there. */
export async function openDroppingLink(hubUrl: string, bytesPerConnection: number): Promise<DroppingLink> {
  const { protocol, hostname, port } = new URL(hubUrl);
  let [sentBytes, drops] = [0, 0];
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    let left = bytesPerConnection;
    near.on('data', (chunk) => {
      sentBytes += chunk.length;
      left -= chunk.length;
      if (left > 0) return;
      drops += 1;
      near.destroy();
    });
    near.pipe(far).pipe(near);
    near.on('error', () => far.destroy()).on('close', () => far.destroy());
    far.on('error', () => near.destroy()).on('close', () => near.destroy());
  });
  await once(server.listen(0, hostname), 'listening');
  return {
    url: `${protocol}//${hostname}:${(server.address() as AddressInfo).port}`,
    get sentBytes() {
      return sentBytes;
    },
    get drops() {
      return drops;
    },
    close: () => void server.close(),
  };
}
