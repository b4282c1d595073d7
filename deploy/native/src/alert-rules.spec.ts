import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from './settings.ts';

const read = (path: string) => readFileSync(join(workspaceRoot, path), 'utf8');
const rules = read('deploy/metrics/rules.yml');
const trials = read('deploy/metrics/rules.test.yml');
const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name as string);

/** What the services' sources call their figures. */
function listFigures(): Set<string> {
  const figures = new Set<string>();
  for (const folder of ['apps/media', 'apps/analytics', 'apps/gateway', 'apps/indexer', 'libs/platform']) {
    for (const file of readdirSync(join(workspaceRoot, folder, 'src'), {
      recursive: true,
      encoding: 'utf8',
    })) {
      if (!/(?<!spec)\.ts$/.test(file)) continue;
      for (const [, name] of read(join(folder, 'src', file)).matchAll(/'(hearth_[a-z_]+)'/g))
        figures.add(name as string);
    }
  }
  return figures;
}

describe('each alert', () => {
  it.each(alerts.filter((name) => name !== 'AlertsWork'))(
    '%s is quiet before its fault, and tells of it',
    (name) => {
      const written = trials.split(/(?=eval_time:)/).filter((trial) => trial.includes(`alertname: ${name}`));
      const isQuiet = (trial: string) => trial.includes('exp_alerts: []');
      expect([written.some(isQuiet), written.some((trial) => !isQuiet(trial))]).toEqual([true, true]);
    },
  );

  it('asks for figures that there are', () => {
    const figures = listFigures();
    const asked = [...rules.matchAll(/\bhearth_[a-z_]+/g)].map(([name]) => name);
    const base = (name: string) => name.replace(/_(count|sum|bucket)$/, '');
    expect(asked.filter((name) => !figures.has(name) && !figures.has(base(name)))).toEqual([]);
    expect(asked.length).toBeGreaterThan(10);
  });
});
