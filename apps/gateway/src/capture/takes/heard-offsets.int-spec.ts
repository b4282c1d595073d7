import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { findHeardOffsets } from './heard-offsets.js';

let folder: string;
const filmOf = (name: string) => join(folder, `${name}.mp4`);

/** A film of five seconds of one noise that comes and goes, begun so much later. */
function makeFilm(name: string, delayMs: number, sound: boolean): void {
  const noise = "aevalsrc='(random(0)-0.5)*(lt(mod(t\\,0.8)\\,0.2)*0.6+0.02)':s=48000:d=5";
  const heard = ['-f', 'lavfi', '-i', noise, '-af', `adelay=${delayMs}`, '-c:a', 'libopus'];
  const seen = ['-f', 'lavfi', '-i', 'color=size=64x64:rate=15:duration=5'];
  execFileSync('ffmpeg', [
    '-loglevel',
    'error',
    ...seen,
    ...(sound ? heard : []),
    '-c:v',
    'libx264',
    filmOf(name),
  ]);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-heard-'));
  makeFilm('first', 0, true);
  makeFilm('second', 60, true);
  makeFilm('mute', 0, false);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('hears how far phones are apart, one of them begun later by its clock', async () => {
  const device = (id: string, from: number) => ({ id, times: [from] }) as never;
  const devices = [device('first', 0), device('mute', 0), device('second', -40)];
  const found = await findHeardOffsets({ devices }, [filmOf('first'), filmOf('mute'), filmOf('second')]);
  expect(found.map(({ deviceId }) => deviceId)).toEqual(['second']);
  expect(found[0]?.likeness).toBeGreaterThan(0.5);
  // Sound that is 60 ms late in a film that begins 40 ms early.
  expect(Math.abs((found[0]?.offsetMs ?? 0) - 20)).toBeLessThan(2);
});
