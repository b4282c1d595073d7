import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './read-docs.ts';

/** Who depends on whom, by the lists of packages, as Mermaid draws it; arrows lead to what is used. */
export function drawDependencies(): string {
  const paths = globSync(
    ['apps/*/package.json', 'libs/*/package.json', 'deploy/native/package.json', 'bench/package.json'],
    {
      cwd: ROOT,
    },
  );
  const short = (name: string) => name.replace('@hearth/', '');
  const projects = paths.map((path) => {
    const { name, dependencies = {} } = JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as {
      name: string;
      dependencies?: object;
    };
    const uses = Object.keys(dependencies).filter((used) => used.startsWith('@hearth/'));
    return { name: short(name), uses: uses.map(short).sort() };
  });
  const arrows = projects
    .filter(({ uses }) => uses.length > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, uses }) => `  ${name} --> ${uses.join(' & ')}\n`);
  return `flowchart TD\n${arrows.join('')}`;
}
