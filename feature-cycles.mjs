// Which features of a project lead to each other in a circle. A feature is a folder directly below src, or a file there; a nested folder
// is part of its feature. Types count as well: who needs to know another's shapes leads to it.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

/** The feature a file belongs to, by its path below src. */
const featureOf = (path) => path.split('/', 1)[0].replace(/\.[jt]sx?$/, '');

/** Feature → the features it imports from, of sources by their path below src. */
export function arrowsOf(sources) {
  const arrows = new Map();
  for (const [path, text] of sources) {
    const from = featureOf(path);
    const targets = arrows.get(from) ?? new Set();
    arrows.set(from, targets);
    for (const [, target] of text.matchAll(/\b(?:from|import\(?)\s*'(\.[^']+)'/g)) {
      const to = featureOf(normalize(join(dirname(path), target)));
      if (to !== from) targets.add(to);
    }
  }
  return arrows;
}

/** The sets of features that lead to each other, each sorted. */
export function cyclesOf(arrows) {
  const reachOf = new Map([...arrows.keys()].map((feature) => [feature, reachableFrom(feature, arrows)]));
  const seen = new Set();
  const cycles = [];
  for (const [feature, reach] of reachOf) {
    if (seen.has(feature) || !reach.has(feature)) continue;
    const cycle = [...reach].filter((other) => reachOf.get(other)?.has(feature)).sort();
    for (const other of cycle) seen.add(other);
    cycles.push(cycle);
  }
  return cycles;
}

function reachableFrom(feature, arrows) {
  const reach = new Set();
  const open = [...(arrows.get(feature) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (reach.has(next)) continue;
    reach.add(next);
    open.push(...(arrows.get(next) ?? []));
  }
  return reach;
}

/** Of the files of a project, without its tests. */
export function findFeatureCycles(root, project) {
  const src = join(root, project, 'src');
  const paths = globSync(join(src, '**/*.{ts,tsx}')).filter((path) => !/spec\.tsx?$/.test(path));
  return cyclesOf(arrowsOf(paths.map((path) => [relative(src, path), readFileSync(path, 'utf8')])));
}
