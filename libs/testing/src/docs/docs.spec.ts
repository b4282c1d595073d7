import { describe, expect, it } from '@jest/globals';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { endpoints, type Endpoint } from '@hearth/contracts';
import { drawDependencies } from './dependencies.ts';
import { anchorsOf, commandsOf, linksOf, readPages, requestsOf, ROOT, type Page } from './read-docs.ts';

const pages = readPages();
const pageOf = (path: string) => pages.find((page) => page.path === path) as Page;
const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8');
/** Decisions and the log of changes tell of what was, too. */
const today = pages.filter(({ path }) => !/^docs\/decisions\/|^CHANGELOG/.test(path));

it('every link leads to a file that is there, and to a heading in it', () => {
  const dead = pages.flatMap((page) =>
    linksOf(page)
      .filter((link) => {
        const [file = '', anchor] = link.split('#');
        const path = file === '' ? page.path : join(dirname(page.path), decodeURIComponent(file));
        if (!existsSync(join(ROOT, path))) return true;
        return anchor !== undefined && path.endsWith('.md') && !anchorsOf(textOf(path)).includes(anchor);
      })
      .map((link) => `${page.path}: ${link}`),
  );
  expect(dead).toEqual([]);
});

it('every command that is named is one of ./hearth, with flags that it takes', () => {
  const usage = textOf('deploy/native/src/arguments.ts');
  const shapes = usage.slice(
    usage.indexOf('const COMMANDS'),
    usage.indexOf('satisfies Record<string, CommandShape>'),
  );
  const unknown = today.flatMap((page) =>
    commandsOf(page)
      .filter(([command, ...words]) => {
        const shape = new RegExp(`^  ${command}: \\{((?:.|\\n(?!  \\w))*)`, 'm').exec(shapes)?.[1];
        if (command === undefined || shape === undefined) return true;
        // What a benchmark takes is its own affair.
        return (
          command !== 'bench' && words.some((word) => word.startsWith('-') && !shape.includes(`'${word}'`))
        );
      })
      .map((words) => `${page.path}: ./hearth ${words.join(' ')}`),
  );
  expect(unknown).toEqual([]);
});

it('every npm script that is named exists', () => {
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: object };
  const named = today.flatMap(({ text }) =>
    [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name]) => name),
  );
  expect(named.filter((name) => !Object.hasOwn(scripts, name as string))).toEqual([]);
});

describe('settings', () => {
  const example = [...textOf('.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name as string);
  const code = globSync(
    ['deploy/native/src/**/*.ts', 'apps/*/src/**/*.ts', 'deploy/**/*.{yml,yaml}', 'deploy/containers/**'],
    {
      cwd: ROOT,
    },
  )
    .filter((path) => statSync(join(ROOT, path)).isFile())
    .map(textOf)
    .join('\n');

  it('every one that a page or .env.example names is known to the code', () => {
    const named = today.flatMap(({ path, text }) =>
      [...text.matchAll(/\bHEARTH_[A-Z_]+[A-Z]\b/g)].map(([name]) => `${path}: ${name}`),
    );
    const all = [...new Set([...named, ...example.map((name) => `.env.example: ${name}`)])];
    expect(all.filter((line) => !code.includes(line.split(': ')[1] as string))).toEqual([]);
  });

  it('every one that ./hearth up reads stands in .env.example and in the operator’s table', () => {
    const schema = ['settings.ts', 'owner-settings.ts']
      .map((name) => textOf(`deploy/native/src/${name}`))
      .join('\n');
    const read = [...schema.matchAll(/^ {2}(HEARTH_[A-Z_]+):/gm)].map(([, name]) => name as string);
    expect(read.length).toBeGreaterThan(10);
    expect(read.filter((name) => !example.includes(name))).toEqual([]);
    const table = pageOf('docs/OPERATIONS.md').text;
    expect(read.filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
  });
});

describe('examples of the API', () => {
  const all = Object.values(endpoints) as readonly Endpoint[];
  const matching = (method: string, path: string) =>
    all.find(
      (endpoint) =>
        endpoint.method === method &&
        new RegExp(`^${endpoint.path.replaceAll(/:\w+/g, '[^/]+').replaceAll('*', '.*')}$`).test(path),
    );
  const examples = pages.flatMap((page) =>
    requestsOf(page).map((request) => ({ page: page.path, ...request })),
  );

  it('there are some', () => expect(examples.length).toBeGreaterThan(10));

  it.each(examples)('$page: $method $target is one that the hub takes', ({ method, target, body }) => {
    const [path = '', search = ''] = target.split('?');
    const endpoint = matching(method, path.replaceAll(/\$\{?\w+\}?/g, 'id'));
    // Health and the description of the API are nginx's, or of all.
    if (endpoint === undefined) return expect(['/api/openapi.json', '/api/docs']).toContain(path);
    if (body !== undefined) endpoint.body.parse(fillIn(body));
    if (search !== '' && !search.includes('$'))
      endpoint.query?.parse(Object.fromEntries(new URLSearchParams(search)));
    return undefined;
  });

  /** What a shell variable would hold. */
  function fillIn(body: unknown): unknown {
    return JSON.parse(JSON.stringify(body).replaceAll(/\$\w+/g, '0198e1a0-0000-7000-8000-00000000000a'));
  }
});

describe('the threat model', () => {
  const { text } = pageOf('docs/SECURITY.md');
  const cited = [...text.matchAll(/`([\w/.-]+\.(?:int-)?spec\.ts)`: “([^”]+)”/g)].map(([, path, name]) => ({
    path,
    name,
  }));

  it('names tests', () => expect(cited.length).toBeGreaterThan(20));

  it.each(cited)('$path holds “$name”', ({ path, name }) => {
    expect(textOf(path as string)).toContain(name);
  });
});

describe('decisions', () => {
  const decisions = pages.filter(({ path }) => path.startsWith('docs/decisions/'));

  it('each has the number of its file, once', () => {
    const numbers = decisions.map(({ path }) => relative('docs/decisions', path).slice(0, 3));
    expect(new Set(numbers).size).toBe(numbers.length);
    const misnamed = decisions.filter(
      ({ text }, at) => !new RegExp(`^# 0*${Number(numbers[at])}\\b`).test(text),
    );
    expect(misnamed.map(({ path }) => path)).toEqual([]);
  });

  it('each that is named is there', () => {
    const numbers = new Set(decisions.map(({ path }) => relative('docs/decisions', path).slice(0, 3)));
    const named = pages.flatMap(({ path, text }) =>
      [...text.matchAll(/\b[Dd]ecision (\d{3})\b/g)].map(([, number]) => [path, number as string] as const),
    );
    expect(named.filter(([, number]) => !numbers.has(number))).toEqual([]);
  });
});

it('the picture of who depends on whom is that of the code', () => {
  const drawn = /```mermaid\n(flowchart[^]*?)```/.exec(pageOf('docs/architecture.md').text)?.[1];
  expect(drawn).toBe(drawDependencies());
});
