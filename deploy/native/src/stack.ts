import { setTimeout as delay } from 'node:timers/promises';
import { keepAccessLogsSmall } from './access-logs.ts';
import { ensureFolders } from './data-folders.ts';
import { checkEdgePorts } from './edge-port.ts';
import type { ServiceSettings } from './owner-settings.ts';
import { ensureSecrets, type Secrets } from './secrets.ts';
import { describeStack, type StackPartsOptions } from './stack-parts.ts';
import { StartupProblem } from './startup-problem.ts';
import { takeLock } from './supervisor/instance-lock.ts';
import { writeState } from './supervisor/state-file.ts';
import { Supervisor, type SupervisorOptions } from './supervisor/supervisor.ts';
import { certificateFiles, ensureCertificates } from './tls/certificates.ts';
import { listLanAddresses } from './tls/lan-addresses.ts';

const RENEWAL_CHECK_MS = 60 * 60 * 1000;

export interface StackOptions
  extends Pick<StackPartsOptions, 'entries' | 'webFolder'>, Pick<SupervisorOptions, 'liveness'> {
  dataFolder: string;
  libraryFolder: string;
  port: number;
  /** For plain HTTP, which leads devices to trust the certificate; undefined: not offered. */
  httpPort?: number;
  /** The one address to listen on; undefined: all of them. */
  bind?: string;
  adminUsername?: string;
  /** For the first start of a data folder; without it one is made up. */
  adminPassword?: string;
  /** What services read themselves, where the owner set it. */
  forServices?: ServiceSettings;
  /** Of the TURN server; undefined: there is none. */
  turnPort?: number | undefined;
  /** Of the server for televisions; undefined: there is none. */
  tvPort?: number | undefined;
  /** False for scratch stacks: faster, and a power cut may lose their database. */
  durable?: boolean;
  note?: (line: string) => void;
  cancelled?: AbortSignal;
}

export interface Stack {
  /** As a phone would open it. */
  url: string;
  /** For clients on this machine. */
  localUrl: string;
  /** Of the page that leads a device to trust the certificate, where there is one. */
  trustUrl?: string;
  caCertificateFile: string;
  secrets: Secrets;
  pidOf(part: string): number | undefined;
  portOf(part: string): number;
  /** Sends a signal, by default the one nobody can catch; the supervisor then starts the part again. */
  kill(part: string, signal?: NodeJS.Signals): void;
  /** Returns once the part is healthy with another pid than this. */
  waitForRestart(part: string, pidBefore: number | undefined, timeoutMs?: number): Promise<void>;
  stop(): Promise<void>;
}

function publicHost(bind: string | undefined): string {
  const host =
    bind === undefined || bind === '0.0.0.0' || bind === '::' ? (listLanAddresses()[0] ?? 'localhost') : bind;
  return host.includes(':') ? `[${host}]` : host;
}

function publicUrl(bind: string | undefined, port: number): string {
  return `https://${publicHost(bind)}${port === 443 ? '' : `:${port}`}`;
}

/** Renews the certificate while we run and lets nginx read it; a failed try is noted and made again. */
function keepCertificateFresh(
  tlsFolder: string,
  supervisor: Supervisor,
  note: (line: string) => void,
): NodeJS.Timeout {
  return setInterval(() => {
    ensureCertificates(tlsFolder)
      .then(({ renewed }) => {
        if (!renewed) return;
        note('The certificate was renewed');
        supervisor.getPart('nginx').signal('SIGHUP');
      })
      .catch((error: Error) => note(`The certificate could not be renewed: ${error.message}`));
  }, RENEWAL_CHECK_MS).unref();
}

/** Starts all of Hearth as processes under this one; throws a StartupProblem, with nothing left running, when it cannot. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataFolder, libraryFolder, port, httpPort, bind, note = () => undefined } = options;
  const folders = ensureFolders(dataFolder, libraryFolder);
  const lock = takeLock(dataFolder);
  if (lock === undefined) throw new StartupProblem(`Hearth is already running on ${dataFolder}.`);
  try {
    await checkEdgePorts(bind, port, httpPort);
    const secrets = ensureSecrets(folders.secrets, options.adminPassword);
    await ensureCertificates(folders.tls);
    const url = publicUrl(bind, port);
    const adminUsername = options.adminUsername ?? 'admin';
    const stages = await describeStack({
      folders,
      libraryFolder,
      secrets,
      port,
      httpPort,
      bind,
      publicUrl: url,
      forServices: options.forServices ?? {},
      turnPort: options.turnPort,
      tvPort: options.tvPort,
      lanAddresses: listLanAddresses(),
      durable: options.durable ?? true,
      entries: options.entries,
      webFolder: options.webFolder,
    });
    const startedAt = new Date().toISOString();
    const supervisor: Supervisor = new Supervisor({
      stages,
      logsFolder: folders.logs,
      liveness: options.liveness,
      note,
      onChange: () => {
        const parts = supervisor.parts.map(({ part, state, pid, restarts }) => ({
          name: part.name,
          state,
          pid,
          port: part.port,
          restarts,
        }));
        writeState(dataFolder, { url, libraryFolder, adminUsername, startedAt, parts });
      },
    });
    await supervisor.start(options.cancelled);
    const renewal = keepCertificateFresh(folders.tls, supervisor, note);
    const trimming = keepAccessLogsSmall(folders.accessLogs, note);
    return {
      url,
      localUrl: publicUrl(bind ?? '127.0.0.1', port),
      trustUrl: httpPort === undefined ? undefined : `http://${publicHost(bind)}:${httpPort}`,
      caCertificateFile: certificateFiles(folders.tls).caCertificate,
      secrets,
      pidOf: (name) => supervisor.getPart(name).pid,
      portOf: (name) => supervisor.getPart(name).part.port,
      kill: (name, signal = 'SIGKILL') => supervisor.getPart(name).signal(signal),
      waitForRestart: (name, pidBefore, timeoutMs) => waitForRestart(supervisor, name, pidBefore, timeoutMs),
      async stop() {
        clearInterval(renewal);
        clearInterval(trimming);
        await supervisor.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function waitForRestart(
  supervisor: Supervisor,
  name: string,
  pidBefore: number | undefined,
  timeoutMs = 180_000,
): Promise<void> {
  const supervised = supervisor.getPart(name);
  const deadline = Date.now() + timeoutMs;
  // It has no pid for the moment between its death and our hearing of it.
  while (supervised.state !== 'healthy' || supervised.pid === undefined || supervised.pid === pidBefore) {
    if (Date.now() > deadline) throw new Error(`${name} was not healthy again within ${timeoutMs / 1000} s`);
    await delay(25);
  }
}
