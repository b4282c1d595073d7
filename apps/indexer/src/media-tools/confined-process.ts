import { spawn } from 'node:child_process';
import { networkCutOff } from './network-isolation.js';

/** What one run of an outside tool may use before it is killed. */
export interface ProcessLimits {
  wallClockMs: number;
  cpuSec: number;
  memoryBytes: number;
  outputBytes: number;
}

const DEFAULT_LIMITS: ProcessLimits = {
  wallClockMs: 30_000,
  cpuSec: 20,
  memoryBytes: 2 * 1024 ** 3,
  outputBytes: 64 * 1024 ** 2,
};

/** How many bytes of a tool's complaints are kept; the rest is noise of a broken file. */
const STDERR_BYTES = 16 * 1024;
/** No tool of ours writes a file larger than this (heif-convert writes a temporary one). */
const WRITTEN_FILE_BYTES = 512 * 1024 ** 2;

/** Where tools are looked for; nothing of our own environment reaches them. */
const TOOL_FOLDERS = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export type ToolFailure = 'missing' | 'timed-out' | 'killed' | 'failed' | 'too-much-output';

/** An outside tool gave no usable answer. `why` tells a broken file (`failed`) from a broken or hostile run. */
export class ToolFailed extends Error {
  readonly why: ToolFailure;
  readonly stderr: string;

  constructor(tool: string, why: ToolFailure, stderr: string) {
    super(`${tool}: ${why}`);
    this.name = 'ToolFailed';
    this.why = why;
    this.stderr = stderr;
  }
}

/**
 * The words to put before a command that reads untrusted input: no network where the system allows that, no new
 * privileges, limits as `prlimit` takes them, and an end together with the thread that started it.
 */
export async function confinement(...limits: readonly string[]): Promise<readonly string[]> {
  return [
    // First, as the kernel forgets the signal when a process changes its user namespace.
    ...(await networkCutOff()),
    ...['setpriv', '--pdeathsig', 'KILL', '--no-new-privs', '--'],
    ...['prlimit', ...limits, '--core=0', '--'],
  ];
}

/**
 * Runs one tool on untrusted input: without a shell, stdin or (where the system allows it) network, in a process
 * group of its own under CPU, memory, output and wall-clock limits. The group is killed with SIGKILL on a breach,
 * because a decoder that spins on a hostile file does not answer SIGTERM.
 *
 * @param signal kills it as well, as `killed`
 * @returns stdout as bytes and the first part of stderr
 * @throws ToolFailed when the tool is missing, breaks a limit or exits with a code other than 0
 */
export async function runConfined(
  command: string,
  args: readonly string[],
  limits: Partial<ProcessLimits> = {},
  signal?: AbortSignal,
): Promise<{ stdout: Buffer; stderr: string }> {
  const { wallClockMs, cpuSec, memoryBytes, outputBytes } = { ...DEFAULT_LIMITS, ...limits };
  const prefix = await confinement(`--cpu=${cpuSec}`, `--as=${memoryBytes}`, `--fsize=${WRITTEN_FILE_BYTES}`);
  const [program, ...programArgs] = [...prefix, command, ...args] as [string, ...string[]];

  return new Promise((resolve, reject) => {
    const child = spawn(program, programArgs, {
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: '/',
      env: { PATH: TOOL_FOLDERS, LANG: 'C.UTF-8', HOME: '/nonexistent', MALLOC_ARENA_MAX: '2' },
    });
    const chunks: Buffer[] = [];
    let received = 0;
    let stderr = '';
    let breach: ToolFailure | undefined;

    const kill = (why: ToolFailure): void => {
      breach ??= why;
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It ended in the meantime.
      }
    };
    const timer = setTimeout(() => kill('timed-out'), wallClockMs);
    const onAbort = (): void => kill('killed');
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort, { once: true });

    child.stdout.on('data', (chunk: Buffer) => {
      received += chunk.length;
      if (received > outputBytes) kill('too-much-output');
      else chunks.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr.length < STDERR_BYTES) stderr += chunk.toString('utf8');
    });
    child.on('error', () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      reject(new ToolFailed(command, 'missing', ''));
    });
    child.on('close', (code, endedBy) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      if (breach) reject(new ToolFailed(command, breach, stderr));
      else if (endedBy) reject(new ToolFailed(command, 'killed', stderr));
      else if (code === 127) reject(new ToolFailed(command, 'missing', stderr));
      else if (code !== 0) reject(new ToolFailed(command, 'failed', stderr));
      else resolve({ stdout: Buffer.concat(chunks), stderr });
    });
  });
}
