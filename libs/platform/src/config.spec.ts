import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { durationMs, InvalidConfig, parseConfig, port, sizeBytes } from './config.js';

const schema = z.object({ SECRET: z.string().min(8), PORT: port.default(80) });

describe('parseConfig', () => {
  it('reads a value from the file that X_FILE names', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'config-')), 'secret');
    writeFileSync(path, 'long enough\n');
    expect(parseConfig(schema, { SECRET_FILE: path })).toEqual({ SECRET: 'long enough', PORT: 80 });
  });

  it.each([
    [{}, 'SECRET: is not set'],
    [{ SECRET: 'hunter2' }, 'SECRET: '],
    [{ SECRET: 'long enough', PORT: '70000' }, 'PORT: '],
    [{ SECRET_FILE: '/nowhere' }, 'SECRET_FILE: names a file that is not there'],
  ])('refuses %j with the name and the reason', (environment, message) => {
    expect(() => parseConfig(schema, environment)).toThrow(InvalidConfig);
    expect(() => parseConfig(schema, environment)).toThrow(message);
  });

  it('never repeats the value', () => {
    expect(() => parseConfig(schema, { SECRET: 'hunter2' })).not.toThrow('hunter2');
  });
});

describe('durationMs and sizeBytes', () => {
  it.each([
    ['15m', 900_000],
    ['7d', 604_800_000],
    ['250ms', 250],
  ])('%s is %d ms', (text, ms) => expect(durationMs.parse(text)).toBe(ms));

  it.each([
    ['2GiB', 2 ** 31],
    ['64MiB', 2 ** 26],
  ])('%s is %d bytes', (text, bytes) => expect(sizeBytes.parse(text)).toBe(bytes));

  it.each(['', '15', 'm', '1.5h', '-1s', '2GB'])('refuses %j', (text) => {
    expect(durationMs.safeParse(text).success).toBe(false);
    expect(sizeBytes.safeParse(text).success).toBe(false);
  });
});
