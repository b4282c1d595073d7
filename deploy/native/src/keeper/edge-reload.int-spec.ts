import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workspaceRoot } from '../settings.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-edge-'));
  for (const name of ['keys', 'edge', 'content/etc/hearth'])
    mkdirSync(join(folder, name), { recursive: true });
  for (const name of ['link-secret', 'edge-secret.conf']) writeFileSync(join(folder, 'keys', name), '');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('an edge goes on as it was where nginx does not take what is new, of which nothing stays in its memory', () => {
  for (const name of ['nginx', 'hearth', 'plain', 'upstreams'])
    writeFileSync(join(folder, 'edge', `${name}.conf`), `${name} of before`);
  for (const name of ['nginx', 'hearth', 'plain', 'upstreams.found'])
    writeFileSync(join(folder, 'content/etc/hearth', `${name}.conf.template`), 'nothing that nginx knows;');
  const content = join(folder, 'content');
  const reload = () =>
    execFileSync('sh', [join(workspaceRoot, 'deploy/containers/edge/start'), 'reload', content], {
      env: {
        PATH: process.env['PATH'],
        HEARTH_EDGE_KEYS: join(folder, 'keys'),
        HEARTH_EDGE_FOLDER: join(folder, 'edge'),
      },
      stdio: 'pipe',
    });
  expect(reload).toThrow('unknown directive');
  expect(readFileSync(join(folder, 'edge/nginx.conf'), 'utf8')).toBe('nginx of before');
  expect(existsSync(content)).toBe(false);
});
