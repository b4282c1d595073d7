import { X509Certificate } from 'node:crypto';
import { connect } from 'node:net';
import type { Compose } from '../compose.ts';
import type { Settings } from '../settings.ts';
import { readState } from '../supervisor/state-file.ts';
import { RENEW_BEFORE_DAYS, daysLeft } from '../tls/certificates.ts';
import { findCure, judgeCertificate, judgeEngine, judgePart, judgeSpace, type Finding } from './findings.ts';
import { freeBytesOf } from './examine-machine.ts';
import { examineAddresses } from './examine-services.ts';

const CONNECT_TIMEOUT_MS = 2_000;

/** Why nothing answers on a port of this machine; undefined when something does. */
function findWhyUnreachable(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: CONNECT_TIMEOUT_MS });
    const end = (reason?: string) => {
      socket.destroy();
      resolve(reason);
    };
    socket.once('connect', () => end());
    socket.once('timeout', () => end('no answer in time'));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}

/** Every store and service of a native start that runs. */
export function examineParts({ dataFolder, bind }: Settings): Promise<Finding[]> {
  const parts = readState(dataFolder)?.parts ?? [];
  return Promise.all(
    parts.map(async ({ name, state, port }) => {
      // The edge may listen on an address of its own; its supervisor asks it there.
      const isElsewhere = name === 'nginx' && bind !== undefined;
      const unreachable = state === 'healthy' && !isElsewhere ? await findWhyUnreachable(port) : undefined;
      return judgePart({ name, state, unreachable }, './hearth logs');
    }),
  );
}

interface ContainerState {
  Service: string;
  State: string;
  Health: string;
}

async function examineContainers(compose: Compose): Promise<Finding[]> {
  const { stdout } = await compose.run(['ps', '--all', '--format', 'json']);
  const containers = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ContainerState);
  const findings = containers.map(({ Service, State, Health }) => {
    const isWell = State === 'running' && (Health === 'healthy' || Health === '');
    const state = isWell ? 'healthy' : State === 'running' ? Health : State;
    return judgePart({ name: Service, state }, 'docker compose logs');
  });
  return Promise.all(findings.map((finding) => withKeepersWords(compose, finding)));
}

/** The keeper says what is to be done, where Compose tells only that it is unhealthy. */
async function withKeepersWords(compose: Compose, finding: Finding): Promise<Finding> {
  if (finding.what !== 'keeper' || finding.problem === undefined) return finding;
  const { stdout } = await compose.run(['logs', '--no-log-prefix', '--tail', '20', 'keeper']);
  return { ...finding, ...findCure(stdout) };
}

async function examineContainedCertificate(compose: Compose): Promise<Finding> {
  const { exitCode, stdout } = await compose.run(['exec', '-T', 'keeper', 'cat', '/keys/edge/server.crt']);
  if (exitCode !== 0) {
    const problem = 'the keeper has not made one, or does not run';
    return { what: 'certificate', problem, cure: '"docker compose logs keeper" says why' };
  }
  const left = daysLeft(new X509Certificate(stdout), new Date());
  return judgeCertificate(left, RENEW_BEFORE_DAYS, 'docker compose restart keeper');
}

/** What is particular to `docker compose`: the engine, its disk, every container, the certificate in its volume. */
export async function examineContainedStack(compose: Compose): Promise<Finding[]> {
  const { stdout } = await compose.docker(['info', '--format', '{{.ServerVersion}} {{.DockerRootDir}}']);
  const [version = '', folder = '/'] = stdout.trim().split(' ');
  const findings = [judgeEngine(version)];
  try {
    findings.push(judgeSpace('volumes', folder, freeBytesOf(folder)));
  } catch {
    // Only root may look there, or it is another machine's.
  }
  return [
    ...findings,
    ...(await examineContainers(compose)),
    await examineContainedCertificate(compose),
    await examineAddresses(compose),
  ];
}
