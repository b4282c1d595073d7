import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from './settings.ts';

it('packages are overridden by versions alone: npm 9, which Debian 13 has, installs nothing where another name stands there', () => {
  const text = readFileSync(join(workspaceRoot, 'package.json'), 'utf8');
  const { overrides } = JSON.parse(text) as { overrides: Record<string, unknown> };
  for (const [name, version] of Object.entries(overrides))
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
});
