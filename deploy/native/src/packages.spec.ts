import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { workspaceRoot } from './settings.ts';

it('packages are overridden by versions alone: npm 9, which Debian 13 has, installs nothing where another name stands there', () => {
  const text = readFileSync(join(workspaceRoot, 'package.json'), 'utf8');
  const { overrides } = JSON.parse(text) as { overrides: Record<string, unknown> };
  for (const [name, version] of Object.entries(overrides))
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
});

/** What the images are built from, by what they copy that comes from no other stage. */
function findCopied(dockerfile: string): string[] {
  const copies = dockerfile.replaceAll(/\\\n\s*/g, '').match(/^COPY .+$/gm) ?? [];
  return copies
    .map((copy) => copy.split(/\s+/).slice(1))
    .filter((words) => !words.some((word) => word.startsWith('--from=')))
    .flatMap((words) => words.filter((word) => !word.startsWith('--')).slice(0, -1));
}

/** The last pattern that speaks of a path, or of a folder above it, decides. */
function isLetIn(path: string, patterns: readonly string[]): boolean {
  const parts = path.split('/');
  const above = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  const decides = patterns.findLast((pattern) =>
    above.some((one) => matchesGlob(one, pattern.replace(/^!/, ''))),
  );
  return decides === undefined || decides.startsWith('!');
}

it('images are built from what they are let have', () => {
  const read = (path: string) => readFileSync(join(workspaceRoot, path), 'utf8');
  const patterns = read('.dockerignore')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const copied = findCopied(read('deploy/Dockerfile'));
  expect(copied).toEqual(expect.arrayContaining(['package.json', 'deploy/nginx/trust']));
  expect(copied.filter((path) => !isLetIn(path, patterns))).toEqual([]);
});
