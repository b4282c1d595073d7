import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeTurnSettings } from './turn-settings.ts';
import type { Part } from '../processes/part.ts';
import { StartupProblem } from '../startup-problem.ts';
import { findTool } from '../system-tools.ts';

export interface TurnOptions {
  configFolder: string;
  port: number;
  secret: string;
  /** Undefined: every address of this machine. */
  bind: string | undefined;
  /** On which two devices that both relay here meet. */
  ownAddresses: readonly string[];
  /** For scratch stacks, in which all devices are this machine. */
  mayReachLoopback: boolean;
}

const ANSWER_WITHIN_MS = 1_000;

/** Undefined when the server answers a binding request (RFC 8489, section 6); else why not. */
function findReasonNoStun(host: string, port: number): Promise<string | undefined> {
  // Type, length, magic cookie, then 96 bits that the answer repeats.
  const request = Buffer.concat([Buffer.from([0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42]), randomBytes(12)]);
  return new Promise((resolve) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    const end = (reason: string | undefined) => {
      clearTimeout(timer);
      socket.close();
      resolve(reason);
    };
    const timer = setTimeout(() => end('it does not answer'), ANSWER_WITHIN_MS);
    socket.on('error', (error) => end(error.message));
    socket.on('message', (answer) => {
      if (answer.subarray(8, 20).equals(request.subarray(8))) end(undefined);
    });
    socket.send(request, port, host);
  });
}

/** coturn: tells devices how they are seen, and relays for those that cannot reach each other. */
export function turnPart(options: TurnOptions): Part {
  const { configFolder, port, secret, bind, ownAddresses, mayReachLoopback } = options;
  const configPath = join(configFolder, 'turnserver.conf');
  return {
    name: 'turn',
    port,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: 3_000,
    readyTimeoutMs: 30_000,
    async prepare() {
      const file = findTool('turnserver');
      if (file === undefined)
        throw new StartupProblem(
          'HEARTH_TURN_PORT is set, but coturn is not installed: apt-get install coturn',
        );
      const settings = [
        describeTurnSettings(secret, ownAddresses, port),
        ...(bind === undefined ? [] : [`listening-ip=${bind}`, `relay-ip=${bind}`]),
        ...(mayReachLoopback ? ['allow-loopback-peers', 'allowed-peer-ip=127.0.0.1'] : []),
        '',
      ];
      writeFileSync(configPath, settings.join('\n'), { mode: 0o600 });
      const files = [
        `--pidfile=${join(configFolder, 'turn.pid')}`,
        `--userdb=${join(configFolder, 'turn.db')}`,
      ];
      return { file, args: ['-c', configPath, ...files] };
    },
    findReasonNotReady: () => findReasonNoStun(bind ?? '127.0.0.1', port),
  };
}
