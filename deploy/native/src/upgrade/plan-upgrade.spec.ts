import { expect, it } from '@jest/globals';
import { planUpgrade, type RunningContainer } from './plan-upgrade.ts';

const NOW = { imageId: 'new', configHash: 'same' };
const wanted = new Map(
  ['keeper', 'postgres', 'redis', 'nats', 'media', 'gateway', 'analytics', 'indexer', 'edge'].map((name) => [
    name,
    NOW,
  ]),
);
const container = (
  service: string,
  id: string,
  changes: Partial<RunningContainer> = {},
): RunningContainer => ({
  ...{ service, id, imageId: 'new', configHash: 'same' },
  ...changes,
});

it('leaves alone what is as it should be', () => {
  const running = [...wanted.keys()].map((service) => container(service, `${service}-1`));
  expect(planUpgrade(running, wanted)).toEqual({ replace: [], roll: [], reload: undefined });
});

it('exchanges each copy that is outdated, and keeps their number', () => {
  const running = [
    container('media', 'm1', { imageId: 'old' }),
    container('media', 'm2', { imageId: 'old' }),
    container('media', 'm3'),
    container('indexer', 'i1', { configHash: 'other' }),
  ];
  expect(planUpgrade(running, wanted).roll).toEqual([
    { service: 'media', copies: 3, outdated: ['m1', 'm2'] },
    { service: 'indexer', copies: 1, outdated: ['i1'] },
  ]);
});

it('gives keys before they are read, and replaces a store only where it changed', () => {
  const running = [
    container('postgres', 'p', { imageId: 'old' }),
    container('keeper', 'k', { imageId: 'old' }),
    container('nats', 'n'),
  ];
  expect(planUpgrade(running, wanted).replace).toEqual(['keeper', 'postgres']);
});

it.each([
  ['its image alone', { imageId: 'old' }, false],
  ['how it is started', { configHash: 'other' }, true],
])('reloads the edge where this changed: %s', (_, changes, needsReplacement) => {
  const { reload } = planUpgrade([container('edge', 'e', changes)], wanted);
  expect(reload).toEqual({ id: 'e', needsReplacement });
});

it('passes over what the project has no more', () => {
  expect(planUpgrade([container('gone', 'g', { imageId: 'old' })], wanted)).toEqual({
    ...{ replace: [], roll: [], reload: undefined },
  });
});
