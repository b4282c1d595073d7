import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { childEnvironment, withInheritedFolder, wrapForAccount, type ProcessCommand } from './account.ts';

export interface CommandOutcome {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Runs a command to its end and collects what it said; a command that cannot be started at all counts as exit 127. */
export function runCommand(
  command: ProcessCommand & { input?: string; timeoutMs?: number },
): Promise<CommandOutcome> {
  const [file, ...args] = wrapForAccount(command, { dieWithParent: false });
  return new Promise((resolve) => {
    const child = withInheritedFolder(command, (handles) =>
      spawn(file, args, {
        cwd: command.cwd,
        env: childEnvironment(command.env),
        stdio: ['pipe', 'pipe', 'pipe', ...handles],
        timeout: command.timeoutMs,
        killSignal: 'SIGKILL',
      }),
    ) as ChildProcessWithoutNullStreams;
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.stdin.on('error', () => undefined);
    child.stdin.end(command.input ?? '');
    child.once('error', (error) => resolve({ exitCode: 127, stdout: '', stderr: error.message }));
    child.once('close', (code) =>
      resolve({
        exitCode: code ?? 137,
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
      }),
    );
  });
}
