import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

// Enough for a listing, and for what a program complains of at its end.
const KEPT_CHARACTERS = 200_000;

export interface PipedCommand {
  file: string;
  args: string[];
  env?: Record<string, string | undefined>;
  cwd?: string;
  /** The file that it reads as its standard input. */
  from?: string;
  /** The new file, for its owner alone, that takes its standard output. */
  to?: string;
}

/** Runs a command between files, whatever their size; returns its exit code and what it said. */
export async function pipeCommand(
  command: PipedCommand,
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const input = command.from === undefined ? undefined : openSync(command.from, 'r');
  const output = command.to === undefined ? undefined : openSync(command.to, 'wx', 0o600);
  try {
    return await new Promise((resolve) => {
      const child = spawn(command.file, command.args, {
        cwd: command.cwd,
        env: { ...process.env, ...command.env },
        stdio: [input ?? 'ignore', output ?? 'pipe', 'pipe'],
      });
      const said = { stdout: '', stderr: '' };
      child.stdout?.on(
        'data',
        (chunk: Buffer) => (said.stdout = (said.stdout + chunk.toString()).slice(-KEPT_CHARACTERS)),
      );
      child.stderr?.on(
        'data',
        (chunk: Buffer) => (said.stderr = (said.stderr + chunk.toString()).slice(-KEPT_CHARACTERS)),
      );
      child.once('error', (error) => resolve({ exitCode: 127, stdout: '', stderr: error.message }));
      child.once('close', (code) => resolve({ exitCode: code ?? 137, ...said }));
    });
  } finally {
    for (const handle of [input, output]) if (handle !== undefined) closeSync(handle);
  }
}
