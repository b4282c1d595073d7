import { connect } from 'node:tls';

export interface EdgeLook {
  readonly isUp: boolean;
  /** When the certificate that it showed ends. */
  readonly certificateEndsAt?: Date;
}

/** Shakes hands with the edge as a client does. Whether its certificate is to be trusted is not asked. */
export function lookAtEdge(address: string, timeoutMs: number): Promise<EdgeLook> {
  const { hostname, port } = new URL(`https://${address}`);
  return new Promise((resolve) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket = connect({ host, port: Number(port || 443), rejectUnauthorized: false });
    const end = (look: EdgeLook) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(look);
    };
    const timer = setTimeout(() => end({ isUp: false }), timeoutMs);
    socket.once('error', () => end({ isUp: false }));
    socket.once('secureConnect', () => {
      const { valid_to } = socket.getPeerCertificate();
      end({ isUp: true, certificateEndsAt: new Date(valid_to) });
    });
  });
}
