import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Compose } from '../compose.ts';
import { StartupProblem } from '../startup-problem.ts';
import type { RunningContainer, WantedContainer } from './plan-upgrade.ts';

/** A new copy leads its database forward before it is ready, which may take its time on a large one. */
const READY_TIMEOUT_MS = 10 * 60_000;
const LOOK_EVERY_MS = 500;

type Running = ReturnType<Compose['run']>;

/** Returns what it said; throws StartupProblem with its last words. */
export async function mustSucceed(what: string, running: Running): Promise<string> {
  const { exitCode, stdout, stderr } = await running;
  if (exitCode !== 0) throw new StartupProblem(`${what}: ${stderr.trim().slice(-1_000)}`);
  return stdout;
}

const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');

export async function listContainers(compose: Compose): Promise<RunningContainer[]> {
  const ids = words(await mustSucceed('Compose', compose.run(['ps', '--quiet', '--status', 'running'])));
  if (ids.length === 0) return [];
  const label = (name: string) => `{{index .Config.Labels "com.docker.compose.${name}"}}`;
  const format = `{{.Id}} ${label('service')} {{.Image}} ${label('config-hash')}`;
  const lines = await mustSucceed('Docker', compose.docker(['inspect', '--format', format, ...ids]));
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [id = '', service = '', imageId = '', configHash = ''] = line.split(' ');
      return { id, service, imageId, configHash };
    });
}

/** What each service's containers would be made of now; images that are not here are left out. */
export async function listWanted(compose: Compose): Promise<Map<string, WantedContainer>> {
  const config = JSON.parse(await mustSucceed('Compose', compose.run(['config', '--format', 'json']))) as {
    name: string;
    services: Record<string, { image?: string }>;
  };
  const hashes = await mustSucceed('Compose', compose.run(['config', '--hash', '*']));
  const wanted = new Map<string, WantedContainer>();
  for (const line of hashes.trim().split('\n')) {
    const [service = '', configHash = ''] = line.split(' ');
    const image = config.services[service]?.image ?? `${config.name}-${service}`;
    const { exitCode, stdout } = await compose.docker(['image', 'inspect', '--format', '{{.Id}}', image]);
    if (exitCode === 0) wanted.set(service, { imageId: stdout.trim(), configHash });
  }
  return wanted;
}

/** New copies beside the old ones, and the old ones only go when the new ones are ready. */
export async function rollService(
  compose: Compose,
  { service, copies, outdated }: { service: string; copies: number; outdated: string[] },
): Promise<void> {
  const listIds = async () =>
    words(await mustSucceed('Compose', compose.run(['ps', '--quiet', '--status', 'running', service])));
  const before = await listIds();
  const scale = `${service}=${copies + outdated.length}`;
  const more = ['up', '--detach', '--no-build', '--no-recreate', '--scale', scale, service];
  await mustSucceed(`${service} got no new copies`, compose.run(more));
  const added = (await listIds()).filter((id) => !before.includes(id));
  try {
    if (added.length < outdated.length) throw new StartupProblem(`${service}: not all new copies run.`);
    await waitUntilHealthy(compose, service, added);
  } catch (error) {
    if (added.length > 0) await compose.docker(['rm', '--force', ...added]);
    throw error;
  }
  for (const id of outdated) {
    // It answers what it was asked before it ends.
    await mustSucceed(`${service} could not be stopped`, compose.docker(['stop', id]));
    await mustSucceed(`${service} could not be removed`, compose.docker(['rm', id]));
  }
}

async function waitUntilHealthy(compose: Compose, service: string, ids: string[]): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  const format = '{{.State.Status}} {{.State.Health.Status}} {{.RestartCount}}';
  while (Date.now() < deadline) {
    const lines = (await mustSucceed('Docker', compose.docker(['inspect', '--format', format, ...ids])))
      .trim()
      .split('\n');
    if (lines.every((line) => line.startsWith('running healthy'))) return;
    if (lines.some((line) => line.includes('unhealthy') || Number(line.split(' ')[2]) > 2)) break;
    await sleep(LOOK_EVERY_MS);
  }
  const { stdout, stderr } = await compose.docker(['logs', '--tail', '20', ids[0] as string]);
  throw new StartupProblem(
    `The new copy of ${service} does not get ready; the old ones go on.\n${stdout}${stderr}`,
  );
}

/** What the edge serves and how is exchanged below it: it goes on listening, and what it is sending goes on. */
export async function reloadEdge(compose: Compose, id: string, imageId: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-upgrade-'));
  try {
    const packed = join(folder, 'edge.tar');
    const content = ['etc/hearth', 'usr/share/hearth', 'usr/local/bin/hearth-edge'];
    const pack = [
      'run',
      '--rm',
      '--network=none',
      '--entrypoint',
      'tar',
      imageId,
      '-c',
      '-C',
      '/',
      ...content,
    ];
    await mustSucceed('The new edge cannot be read', compose.docker(pack, { to: packed }));
    // A folder of its own each time: an edge that was reloaded before serves from the one of then, which may be of this very image.
    const target = `/tmp/content-${imageId.replace('sha256:', '').slice(0, 12)}-${Date.now()}`;
    const unpack = `mkdir ${target} && { tar -x -C ${target} || { rm -rf ${target}; exit 1; }; }`;
    await mustSucceed(
      'The edge takes nothing',
      compose.docker(['exec', '-i', id, 'sh', '-c', unpack], { from: packed }),
    );
    // Nothing may be run from there directly.
    const reload = ['exec', id, 'sh', `${target}/usr/local/bin/hearth-edge`, 'reload', target];
    await mustSucceed('The edge goes on as it was', compose.docker(reload));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
