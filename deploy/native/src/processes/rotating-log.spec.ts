import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RotatingLog } from './rotating-log.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-log-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a rotating log', () => {
  it('keeps the latest and three older files, and never grows much beyond its size', () => {
    const log = new RotatingLog(join(folder, 'media.log'), 100);
    for (let line = 0; line < 60; line += 1) log.write(Buffer.from(`line ${line} `.padEnd(19, '.') + '\n'));
    log.write(Buffer.from('the last line\n'));
    log.close();
    expect(readdirSync(folder).sort()).toEqual(['media.log', 'media.log.1', 'media.log.2', 'media.log.3']);
    expect(readFileSync(join(folder, 'media.log'), 'utf8')).toBe('the last line\n');
    expect(readFileSync(join(folder, 'media.log.1'), 'utf8')).toContain('line 59');
    expect(readFileSync(join(folder, 'media.log.3'), 'utf8')).toHaveLength(100);
  });

  it('remembers the last lines, also one that is cut in the midst of a letter', () => {
    const log = new RotatingLog(join(folder, 'media.log'));
    const text = Buffer.from('first\nzwölf');
    log.write(text.subarray(0, 9));
    log.write(text.subarray(9));
    log.close();
    expect(log.lastLines).toEqual(['first', 'zwölf']);
  });
});
