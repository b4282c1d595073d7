import { get } from 'node:https';
import type { Compose } from '../compose.ts';
import type { Settings } from '../settings.ts';
import { judgeLogins, judgeProxy, type Finding } from './findings.ts';

const TIMEOUT_MS = 5_000;
const STORES = ['postgres', 'redis', 'nats'];
const LINES_LOOKED_AT = '1000';

interface HouseHealth {
  services: Record<string, { checks: Record<string, { status: string }> }>;
}

/** What `/api/health` says through the edge; undefined where nothing answers, which other findings tell of. */
function askForHealth(host: string, port: number): Promise<HouseHealth | undefined> {
  return new Promise((resolve) => {
    const options = { host, port, path: '/api/health', rejectUnauthorized: false, timeout: TIMEOUT_MS };
    const request = get(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', () => resolve(undefined));
      answer.on('end', () => {
        try {
          resolve(JSON.parse(Buffer.concat(chunks).toString()) as HouseHealth);
        } catch {
          resolve(undefined);
        }
      });
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });
}

/** Whether the stores let each service in. */
export async function examineLogins({ bind, port }: Settings): Promise<Finding[]> {
  const health = await askForHealth(bind ?? '127.0.0.1', port);
  const services = Object.entries(health?.services ?? {});
  // One that does not answer at all tells nothing of its stores.
  const answering = services.filter(([, { checks }]) => STORES.some((store) => store in checks));
  return answering.map(([service, { checks }]) =>
    judgeLogins(
      service,
      STORES.filter((store) => checks[store]?.status === 'failing'),
    ),
  );
}

/** By what the edge wrote down of late: whether its clients have addresses of their own. */
export async function examineAddresses(compose: Compose): Promise<Finding> {
  const project = await compose.findProjectName();
  const format = '{{range .IPAM.Config}}{{.Gateway}} {{end}}';
  const { stdout: gateways } = await compose.docker([
    ...['network', 'inspect', '--format', format, `${project}_outside`],
  ]);
  const read = `cat $(ls -tr /access-logs/access-*.json | tail -n 2) | tail -n ${LINES_LOOKED_AT}`;
  const { stdout } = await compose.run(['exec', '-T', 'edge', 'sh', '-c', read]);
  const clients = [...stdout.matchAll(/"ip":"([^"]*)"/g)].map(([, address]) => address as string);
  const ofTheBridge = gateways.split(/\s+/).filter((address) => address !== '');
  return judgeProxy(clients.length, clients.filter((address) => ofTheBridge.includes(address)).length);
}
