import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '@hearth/testing';

const READY_WITHIN_MS = 30_000;

/** A real ClamAV that knows one virus: the bytes it is told. */
export class Clamd {
  private process: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    readonly port: number,
  ) {}

  static async start(virus: Uint8Array, settings: readonly string[] = []): Promise<Clamd> {
    const clamd = new Clamd(mkdtempSync(join(tmpdir(), 'hearth-clamd-')), await findFreePort());
    const signatures = join(clamd.folder, 'signatures');
    mkdirSync(signatures);
    // Name, any type of file, at any offset, the bytes in hex (ClamAV's manual, "Extended signature format").
    writeFileSync(join(signatures, 'test.ndb'), `Hearth.Test:0:*:${Buffer.from(virus).toString('hex')}\n`);
    const configuration = [
      ...['TCPAddr 127.0.0.1', `TCPSocket ${clamd.port}`, `DatabaseDirectory ${signatures}`],
      ...settings,
    ];
    writeFileSync(join(clamd.folder, 'clamd.conf'), `${configuration.join('\n')}\n`);
    await clamd.start();
    return clamd;
  }

  /** For `HEARTH_CLAMAV`. */
  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const child = spawn('clamd', ['--foreground', `--config-file=${join(this.folder, 'clamd.conf')}`], {
      stdio: 'ignore',
      env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` },
    });
    let failure: Error | undefined;
    child.once('error', (error) => (failure = error));
    child.once('exit', (code) => (failure ??= new Error(`clamd ended with ${code}`)));
    this.process = child;
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await this.isAnswering())) {
      if (failure) throw failure;
      if (Date.now() > deadline) throw new Error('clamd does not answer');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** It is there, takes connections, and does nothing more. */
  freeze(): void {
    this.process?.kill('SIGSTOP');
  }

  async stop(): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (!child || child.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private isAnswering(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.port, '127.0.0.1', () => socket.write('zPING\0'));
      socket.once('data', (data) => {
        resolve(data.toString().startsWith('PONG'));
        socket.destroy();
      });
      socket.once('error', () => resolve(false));
    });
  }
}
