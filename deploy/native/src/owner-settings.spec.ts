import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  OWNER_SETTINGS,
  SETTING_NAMES,
  settingsOf,
  type Setting,
  type SettingName,
} from './owner-settings.ts';
import { SERVICE_NAMES } from './service-names.ts';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const compose = read('deploy/docker-compose.yml');
const settings = SETTING_NAMES.map((name) => [name, OWNER_SETTINGS[name] as Setting] as const);
const inContainers = settings.filter(([, { only }]) => only !== 'native');
const standardInContainers = (setting: Setting) => setting.inContainers ?? setting.standard ?? '';

/** The lines of one service of the compose file. */
function sectionOf(service: string): string {
  return compose.match(new RegExp(`^  ${service}:\\n(?:^(?:    .*)?\\n)*`, 'm'))?.[0] ?? '';
}

/** What every service has. */
const ofAllServices = compose.match(/^x-service-environment:.*\n(?:^ {2}.*\n)*/m)?.[0] ?? '';

describe('deploy/docker-compose.yml', () => {
  it('lets nothing be set that is not in the table, with the default of the table', () => {
    const used = [...compose.matchAll(/\$\{(HEARTH_\w+)(?::-([^}]*))?\}/g)].map(
      ([, name, standard]) => [name as string, standard ?? ''] as const,
    );
    expect(used.length).toBeGreaterThan(20);
    for (const [name, standard] of used) {
      // Of who builds images.
      if (name === 'HEARTH_IMAGE_TAG') continue;
      expect([name, SETTING_NAMES.includes(name as SettingName)]).toEqual([name, true]);
      const setting = OWNER_SETTINGS[name as SettingName] as Setting;
      expect([name, setting.only]).not.toEqual([name, 'native']);
      expect([name, standard]).toEqual([name, standardInContainers(setting)]);
    }
  });

  const given = inContainers.flatMap(([name, { readers }]) =>
    readers.map((reader) => [name, reader] as const),
  );
  it.each(given)('gives %s to %s', (name, reader) => {
    const standard = standardInContainers(OWNER_SETTINGS[name]);
    if (reader === 'start') return expect(compose).toContain(`\${${name}:-${standard}}`);
    const section = reader === 'keeper' ? sectionOf(reader) : sectionOf(reader) + ofAllServices;
    // A password comes in a file that the keeper wrote, and the keeper itself only reads where things lie.
    return expect(section).toContain(`      ${name}: \${${name}:-${standard}}`.replace(/^ +/, ''));
  });
});

describe.each(SERVICE_NAMES)('apps/%s/src/config.ts', (service) => {
  const own = read(`apps/${service}/src/config.ts`) + read('libs/platform/src/config.ts');
  const read_ = settings.filter(([, { readers }]) => readers.includes(service));

  it.each(read_)('takes %s, with the default of the table', (name, { standard }) => {
    const declared = own.match(new RegExp(`^  ${name}: [^;]*?,\\n(?=  |\\}\\))`, 'm'))?.[0] ?? '';
    expect(declared).toContain(name);
    const [, standing] = /(?:default|prefault)\('([^']*)'\)/.exec(declared) ?? [];
    expect(standing || undefined).toBe(standard);
  });

  it('has no other setting of the owner’s', () => {
    const names = [...read(`apps/${service}/src/config.ts`).matchAll(/^ {2}(HEARTH_\w+):/gm)].map(
      ([, name]) => name as string,
    );
    const notGiven = names.filter((name) => {
      const setting = OWNER_SETTINGS[name as SettingName] as Setting | undefined;
      return setting ? !setting.readers.includes(service) && !WIRING.includes(name) : !WIRING.includes(name);
    });
    expect(notGiven).toEqual([]);
  });
});

/** What the start itself works out: where things lie, who may sign in where, keys. */
const WIRING = [
  'HEARTH_REDIS_URL',
  'HEARTH_PUBLIC_URL',
  'HEARTH_LIBRARY',
  'HEARTH_DERIVED',
  'HEARTH_JWT_PRIVATE_KEY',
  'HEARTH_LINK_SECRET',
  'HEARTH_ADMIN_PASSWORD',
  'HEARTH_ACCESS_LOGS',
  'HEARTH_JWKS_URL',
  'HEARTH_SERVICE_TOKEN',
  'HEARTH_CAPTURE_SECRET',
  'HEARTH_SERVICE_URLS',
  'HEARTH_TURN_SECRET',
  'HEARTH_EDGE_ADDRESS',
];

describe('.env.example', () => {
  const paragraphs = read('.env.example')
    .split(/\n\n+/)
    .map((text) => ({
      text,
      names: [...text.matchAll(/^#(HEARTH_\w+)=/gm)].map(([, name]) => name as string),
    }))
    .filter(({ names }) => names.length > 0);

  it('explains every setting once, and no other', () => {
    expect(paragraphs.flatMap(({ names }) => names).sort()).toEqual([...SETTING_NAMES].sort());
  });

  it.each(settings)('says the default of %s, and who has it', (name, { standard, only }) => {
    const text = paragraphs.find(({ names }) => names.includes(name))?.text.replace(/\n# ?/g, ' ') ?? '';
    expect(text).toMatch(/Default: /);
    if (standard !== undefined && standard !== '')
      expect(text.slice(text.indexOf('Default: '))).toContain(standard);
    expect([name, /Containers only/i.test(text)]).toEqual([name, only === 'containers']);
  });
});

describe('docs/OPERATIONS.md', () => {
  const rows = [...read('docs/OPERATIONS.md').matchAll(/^\| `(HEARTH_\w+)` +\| (.*?) +\| (.*?) +\|$/gm)].map(
    ([, name, standard, meaning]) => [name, standard, meaning],
  );

  it('has the table of settings, row by row', () => {
    expect(rows).toEqual(
      settings.map(([name, { standard, standardSaid, meaning, only }]) => [
        name,
        standardSaid ?? (/^\.\//.test(standard ?? '') ? `\`${standard}\`` : standard),
        only === undefined
          ? meaning
          : `${meaning} (${only === 'native' ? '`./hearth up`' : 'containers'} only)`,
      ]),
    );
  });
});

describe('what services are given', () => {
  it('is what they read, as the owner wrote it', () => {
    const set = { HEARTH_RENDITIONS_MAX: '5GiB', HEARTH_LOG_LEVEL: 'warn', HEARTH_PORT: '1' };
    expect(settingsOf('indexer', set)).toEqual({ HEARTH_RENDITIONS_MAX: '5GiB', HEARTH_LOG_LEVEL: 'warn' });
    expect(settingsOf('media', set)).toEqual({ HEARTH_LOG_LEVEL: 'warn' });
  });
});
