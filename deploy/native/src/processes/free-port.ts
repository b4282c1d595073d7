import { createServer } from 'node:net';

// Below Linux's ephemeral range (32768 and up), so that between our look and the child's bind no outgoing connection
// can take the port.
const FIRST_PORT = 20_000;
const LAST_PORT = 32_767;

export type ListenOutcome = { free: true } | { free: false; reason: string };

/** Whether this process may listen on the address now; the reason is the system's error code, such as EADDRINUSE. */
export function tryToListen(host: string, port: number): Promise<ListenOutcome> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ free: false, reason: error.code ?? error.message }),
    );
    server.listen({ host, port, exclusive: true, ipv6Only: host.includes(':') }, () => {
      server.close(() => resolve({ free: true }));
    });
  });
}

const handedOut = new Set<number>();

/** A port on 127.0.0.1 that nothing listens on, never the same one twice in this process. */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT + 1));
    if (handedOut.has(port)) continue;
    const outcome = await tryToListen('127.0.0.1', port);
    if (outcome.free) {
      handedOut.add(port);
      return port;
    }
  }
  throw new Error(`No free port found between ${FIRST_PORT} and ${LAST_PORT}`);
}
