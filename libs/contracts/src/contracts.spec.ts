import { describe, expect, it } from '@jest/globals';
import { endpoints, events, hasRole, libraryFolder, PROBLEMS, segment, text } from './index.js';

describe('endpoints', () => {
  it('have one route each', () => {
    const routes = Object.values(endpoints).map(
      ({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`,
    );
    expect(new Set(routes).size).toBe(routes.length);
  });

  it.each(Object.entries(endpoints))('%s is listed under its own name, below /api', (name, endpoint) => {
    expect(endpoint.name).toBe(name);
    expect(endpoint.path).toMatch(/^\/(api\/|s\/)/);
  });
});

describe('events', () => {
  it.each(Object.values(events).map((event) => [event.subject, event] as const))(
    '%s is hearth.<context>.<noun>.<past participle>.v<major> and somebody listens',
    (subject, event) => {
      expect(subject).toMatch(/^hearth\.[a-z]+\.[a-z]+\.[a-z-]+\.v\d+$/);
      expect(event.consumers.length).toBeGreaterThan(0);
    },
  );
});

describe('problems', () => {
  it.each(Object.entries(PROBLEMS))('%s has an error status and a title for people', (code, problem) => {
    expect(code).toMatch(/^[a-z]+\.[a-z-]+$/);
    expect(problem.status).toBeGreaterThanOrEqual(400);
    expect(problem.title).toMatch(/[.]$/);
  });
});

describe('hasRole', () => {
  it.each([
    ['viewer', 'viewer', true],
    ['viewer', 'editor', false],
    ['editor', 'viewer', true],
    ['editor', 'admin', false],
    ['admin', 'editor', true],
  ] as const)('a %s may do what a %s may: %s', (actual, needed, allowed) => {
    expect(hasRole(actual, needed)).toBe(allowed);
  });
});

describe('segment', () => {
  it.each([
    [[0, 1.5], true],
    [[3, 3], false],
    [[5, 2], false],
    [[-1, 2], false],
    [[0, Number.NaN], false],
  ])('%j is valid: %s', (value, valid) => {
    expect(segment.safeParse(value).success).toBe(valid);
  });
});

describe('text', () => {
  it.each([
    ['a', true],
    ['a b', true],
    ['', false],
    ['abcd', false],
    ['a\0', false],
  ])('%j is valid: %s', (value, valid) => {
    expect(text({ min: 1, max: 3 }).safeParse(value).success).toBe(valid);
  });
});

describe('libraryFolder', () => {
  it.each([
    ['', true],
    ['a/b c/…', true],
    ['a/..b', true],
    ['..', false],
    ['a/../b', false],
    ['./a', false],
    ['/a', false],
    ['a/', false],
    ['a//b', false],
    ['a\0', false],
  ])('%j is valid: %s', (value, valid) => {
    expect(libraryFolder.safeParse(value).success).toBe(valid);
  });
});
