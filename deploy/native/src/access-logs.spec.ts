import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  appendFileSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trimAccessLogs } from './access-logs.ts';
import { workspaceRoot } from './settings.ts';

const HALF = Buffer.alloc(512 * 1024, 'x');
/** Also of the next hour, should it begin meanwhile: what is called so is the newest. */
const NOW = `access-${new Date(Date.now() + 60_000).toISOString().slice(0, 13).replace(/[-T]/g, '')}.json`;

let folder: string;
const at = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(at(name), 'utf8');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-access-logs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the access log that nobody counts', () => {
  it('loses its oldest hours, of which a list says what is missing', async () => {
    for (const hour of ['2026010104', '2026010105-a', '2026010105-b', '2026010106'])
      writeFileSync(at(`access-${hour}.json`), HALF);
    writeFileSync(at('other.json'), HALF);
    const said = await trimAccessLogs(folder, 1);
    expect(said).toHaveLength(2);
    expect(said[1]).toContain(`access-2026010104.json was dropped (${HALF.length} bytes)`);
    const left = ['access-2026010105-b.json', 'access-2026010106.json', 'dropped.log', 'other.json'];
    expect(readdirSync(folder).sort()).toEqual(left);
    expect(read('dropped.log')).toBe(
      `${HALF.length} access-2026010105-a.json\n${HALF.length} access-2026010104.json\n`,
    );
    expect(await trimAccessLogs(folder, 1)).toEqual([]);
  });

  it('is emptied where one hour alone is too much, and the edge writes on', async () => {
    const edge = openSync(at(NOW), 'a');
    for (let times = 0; times < 3; times += 1) appendFileSync(edge, HALF);
    await trimAccessLogs(folder, 1);
    expect(statSync(at(NOW)).size).toBe(0);
    appendFileSync(edge, '{}\n');
    expect(read(NOW)).toBe('{}\n');
  });

  it('has a list of what is missing that ends', async () => {
    writeFileSync(at('dropped.log'), '5 access-2026010104.json\n'.repeat(1_001));
    await trimAccessLogs(folder, 1);
    expect(read('dropped.log').split('\n')).toHaveLength(501);
  });

  it('need not be there', async () => expect(await trimAccessLogs(folder)).toEqual([]));
});

it('the edge in containers looks after it with the same script', () => {
  const deploy = (path: string) => readFileSync(join(workspaceRoot, 'deploy', path), 'utf8');
  expect(deploy('Dockerfile')).toMatch(
    /COPY --chmod=755 .*deploy\/nginx\/trim-access-logs .*\/usr\/local\/bin\//,
  );
  expect(deploy('containers/edge/start')).toContain('trim-access-logs "$HEARTH_ACCESS_LOG_FOLDER"');
});
