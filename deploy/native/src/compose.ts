import { pipeCommand, type PipedCommand } from './processes/pipe-command.ts';
import { workspaceRoot } from './settings.ts';

/** `docker compose` in the project's root, as its owner would call it. */
export class Compose {
  readonly root: string;
  readonly environment: Record<string, string>;

  constructor(root = workspaceRoot, environment: Record<string, string> = {}) {
    this.root = root;
    this.environment = environment;
  }

  run(args: string[], files: Pick<PipedCommand, 'from' | 'to'> = {}): ReturnType<typeof pipeCommand> {
    return this.docker(['compose', ...args], files);
  }

  docker(args: string[], files: Pick<PipedCommand, 'from' | 'to'> = {}): ReturnType<typeof pipeCommand> {
    return pipeCommand({ file: 'docker', args, cwd: this.root, env: this.environment, ...files });
  }

  /** Undefined where there is no engine, or no Compose. */
  async findProjectName(): Promise<string | undefined> {
    const { exitCode, stdout } = await this.run(['config', '--no-interpolate', '--format', 'json']);
    return exitCode === 0 ? (JSON.parse(stdout) as { name: string }).name : undefined;
  }

  /** The services that have a running container. */
  async listRunning(): Promise<string[]> {
    const { exitCode, stdout } = await this.run(['ps', '--services', '--filter', 'status=running']);
    return exitCode === 0 ? stdout.split('\n').filter((line) => line !== '') : [];
  }

  /** The volumes that the project has by now, by the names in the compose file → the engine's. */
  async listVolumes(): Promise<Map<string, string>> {
    const project = await this.findProjectName();
    if (project === undefined) return new Map();
    const { exitCode, stdout } = await this.docker([
      ...['volume', 'ls', '--filter', `label=com.docker.compose.project=${project}`],
      ...['--format', '{{.Label "com.docker.compose.volume"}} {{.Name}}'],
    ]);
    const lines = exitCode === 0 ? stdout.split('\n').filter((line) => line !== '') : [];
    return new Map(lines.map((line) => line.split(' ') as [string, string]));
  }
}
