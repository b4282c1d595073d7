import { existsSync } from 'node:fs';
import { get } from 'node:http';
import type { Part } from '../processes/part.ts';
import { StartupProblem } from '../startup-problem.ts';

// A house's hub is idle most of the day: a smaller nursery for new objects saves some 25 MB in each service. Source maps
// would cost another 25 MB each, and the built code reads well enough in a stack. Services collect garbage when at rest.
const NODE_FLAGS = ['--max-semi-space-size=4', '--expose-gc'];

export interface ServiceOptions {
  name: string;
  /** The script that Node runs. */
  entry: string;
  port: number;
  env: Record<string, string>;
  /** Who shows it hears why a service is not ready. */
  metricsSecret?: string;
}

interface HealthAnswer {
  checks?: Record<string, { status: string; detail?: string }>;
}

function describeChecks(body: string): string {
  try {
    const failing = Object.entries((JSON.parse(body) as HealthAnswer).checks ?? {}).filter(
      ([, check]) => check.status !== 'ok',
    );
    return failing
      .map(([name, check]) => `${name} is failing${check.detail === undefined ? '' : ` (${check.detail})`}`)
      .join(', ');
  } catch {
    return '';
  }
}

/** Undefined when the service answers 200 at one of its operators' pages; else why not. */
function findReasonNotOk(
  port: number,
  path: string,
  timeout: number,
  secret?: string,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const headers = secret === undefined ? {} : { authorization: `Bearer ${secret}` };
    const probe = get({ host: '127.0.0.1', port, path, timeout, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      // Without an end when the other side died in the midst of it.
      answer.once('close', () => resolve('its answer was cut off'));
      answer.on('end', () => {
        if (answer.statusCode === 200) return resolve(undefined);
        resolve(
          describeChecks(Buffer.concat(chunks).toString()) || `its health check answers ${answer.statusCode}`,
        );
      });
    });
    probe.once('timeout', () => probe.destroy(new Error('it gave no answer in time')));
    probe.once('error', (error) => resolve(error.message));
  });
}

/** One of Hearth's own services: a Node process that says by itself when it is ready. */
export function servicePart({ name, entry, port, env, metricsSecret }: ServiceOptions): Part {
  return {
    name,
    port,
    stopSignal: 'SIGTERM',
    stopTimeoutMs: 4_500,
    readyTimeoutMs: 60_000,
    async prepare() {
      if (!existsSync(entry))
        throw new StartupProblem(`${name} has not been built: ${entry} is missing (npm run build).`);
      return {
        file: process.execPath,
        args: [...NODE_FLAGS, entry],
        env: {
          NODE_ENV: 'production',
          // Threads that come and go would each keep a store of free memory.
          MALLOC_ARENA_MAX: '2',
          ...env,
          // The supervisor asks.
          HEARTH_WATCHDOG: 'off',
          HEARTH_LISTEN_HOST: '127.0.0.1',
          HEARTH_LISTEN_PORT: String(port),
        },
      };
    },
    findReasonNotReady: () => findReasonNotOk(port, '/health/ready', 2_000, metricsSecret),
    findReasonNotServing: () => findReasonNotOk(port, '/health/live', 2_000),
    findReasonNotAlive: (answerWithinMs) => findReasonNotOk(port, '/health/live', answerWithinMs),
  };
}
