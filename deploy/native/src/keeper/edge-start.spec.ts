import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../settings.ts';

const read = (path: string) => readFileSync(join(workspaceRoot, 'deploy', path), 'utf8');

const listPlaceholders = (template: string) =>
  [...template.matchAll(/^[^#\n]*\$\{([A-Z_]+)\}/gm)].map((match) => match[1] as string);

describe('the edge’s start in containers', () => {
  it.each(['nginx.conf', 'hearth.conf', 'plain.conf', 'upstreams.found.conf'])(
    'knows every name that %s asks for',
    (name) => {
      const start = read('containers/edge/start');
      const unknown = listPlaceholders(read(`nginx/${name}.template`)).filter(
        (placeholder) => placeholder !== 'NAME' && !start.includes(`${placeholder}=`),
      );
      expect(unknown).toEqual([]);
    },
  );
});
