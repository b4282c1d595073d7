import { spawn } from 'node:child_process';

const CUT_OFF = ['unshare', '--map-root-user', '--net', '--'];
const PROBE_TIMEOUT_MS = 5_000;

let isolationWorks: Promise<boolean> | undefined;

/**
 * Whether this system lets a process give up its network by user and network namespaces. Some container runtimes
 * forbid it; then the tools' own protocol allow-lists are what is left. Tried once per process.
 */
export function canIsolateNetwork(): Promise<boolean> {
  isolationWorks ??= new Promise((resolve) => {
    const [program = '', ...args] = [...CUT_OFF, 'true'];
    const child = spawn(program, args, { stdio: 'ignore', timeout: PROBE_TIMEOUT_MS, killSignal: 'SIGKILL' });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
  return isolationWorks;
}

/** The words to put before a command so that it runs without network, or none where that does not work. */
export async function networkCutOff(): Promise<readonly string[]> {
  return (await canIsolateNetwork()) ? CUT_OFF : [];
}
