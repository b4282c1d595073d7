import { Compose, findFreePort } from '@hearth/native';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { HouseOptions, HouseStack } from './house-stack.ts';
import { waitUntil } from './wait-until.ts';

const ROOT = resolve(import.meta.dirname, '../../../..');
const PROJECT = 'hearth-e2e';
/** The one that the container of the profile turn has. */
const TURN_PORT = 3478;
const ADMIN = { adminUsername: 'admin', adminPassword: 'evening-by-the-fire' };
/** What the parts of a native start are called in the compose file, where that differs. */
const SERVICE_OF: Record<string, string> = { nginx: 'edge' };

function docker(...args: string[]): string {
  return execFileSync('docker', args, { encoding: 'utf8' }).trim();
}

/** The access logs in a folder that journeys can read, instead of in a volume of the engine's. */
function describeVolumes(accessLogs: string): string {
  const options = { type: 'none', o: 'bind', device: accessLogs };
  return JSON.stringify({ volumes: { 'access-logs': { driver: 'local', driver_opts: options } } });
}

async function mustSucceed(running: ReturnType<Compose['run']>): Promise<void> {
  const { exitCode, stderr } = await running;
  if (exitCode !== 0) throw new Error(`docker compose: ${stderr.slice(-2_000)}`);
}

/** A whole Hearth by `docker compose up`, on this machine alone, gone without a trace after `stop()`. */
export async function startContainedStack({ turn = false }: HouseOptions): Promise<HouseStack> {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-scratch-'));
  const at = (name: string) => join(folder, name);
  const [libraryFolder, accessLogs] = [at('library'), at('access-logs')];
  for (const path of [libraryFolder, accessLogs]) mkdirSync(path);
  writeFileSync(at('volumes.json'), describeVolumes(accessLogs));
  const port = await findFreePort();
  const compose = new Compose(ROOT, {
    COMPOSE_PROJECT_NAME: PROJECT,
    COMPOSE_FILE: `${join(ROOT, 'compose.yaml')}:${at('volumes.json')}`,
    COMPOSE_PROFILES: turn ? 'turn' : '',
    HEARTH_TURN_PORT: turn ? String(TURN_PORT) : '',
    HEARTH_PORT: String(port),
    HEARTH_HTTP_PORT: '0',
    HEARTH_BIND: '127.0.0.1',
    HEARTH_LIBRARY: libraryFolder,
    HEARTH_ADMIN_USERNAME: ADMIN.adminUsername,
    HEARTH_ADMIN_PASSWORD: ADMIN.adminPassword,
  });
  const stop = async () => {
    await mustSucceed(compose.run(['down', '--volumes', '--timeout', '5']));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    // What a run before left when it was cut short.
    await mustSucceed(compose.run(['down', '--volumes', '--timeout', '1']));
    await mustSucceed(compose.run(['up', '--detach', '--build', '--wait']));
    await mustSucceed(compose.run(['cp', 'keeper:/keys/master', at('keys')]));
  } catch (error) {
    await stop();
    throw error;
  }

  const containerOf = (part: string) => `${PROJECT}-${SERVICE_OF[part] ?? part}-1`;
  const inspect = (part: string, what: string) =>
    docker('inspect', `--format={{${what}}}`, containerOf(part));
  const pidOf = (part: string) => Number(inspect(part, '.State.Pid')) || undefined;
  return {
    folder,
    libraryFolder,
    accessLogs,
    ...ADMIN,
    libraryAsShown: '/library',
    ownAddress: docker(
      'network',
      'inspect',
      '--format={{(index .IPAM.Config 0).Gateway}}',
      `${PROJECT}_outside`,
    ),
    localUrl: `https://127.0.0.1:${port}`,
    caCertificateFile: at('keys/tls/ca.crt'),
    secrets: {
      linkSecret: readFileSync(at('keys/secrets/link-secret'), 'utf8').trim(),
      jwtPrivateKeyFile: at('keys/secrets/jwt-private-key.pem'),
      captureSecretFile: at('keys/secrets/capture-secret'),
      turnSecret: readFileSync(at('keys/secrets/turn-secret'), 'utf8').trim(),
    },
    turnPort: turn ? TURN_PORT : undefined,
    pidOf,
    // As it would die by itself: `docker kill` counts as the owner's wish and is not undone.
    kill: (part, signal = 'SIGKILL') => void process.kill(pidOf(part) as number, signal),
    async waitForRestart(part, pidBefore, timeoutMs = 180_000) {
      const isBack = () => pidOf(part) !== pidBefore && inspect(part, '.State.Health.Status') === 'healthy';
      await waitUntil(`${part} is healthy again`, isBack, timeoutMs);
    },
    watchRemains: () => () =>
      [
        docker('ps', '--all', '--quiet', `--filter=label=com.docker.compose.project=${PROJECT}`),
        docker('volume', 'ls', '--quiet', `--filter=label=com.docker.compose.project=${PROJECT}`),
      ].flatMap((lines) => lines.split('\n').filter((line) => line !== '')),
    stop,
  };
}
