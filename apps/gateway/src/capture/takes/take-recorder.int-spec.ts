import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CAPTURE_KINDS, encodeEnvelope, type CaptureEnvelope } from '@hearth/contracts';
import { readJournal } from './take-journal.js';
import { TakeRecorder } from './take-recorder.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-recorder-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const picture = (seq: number): CaptureEnvelope => ({
  ...{ kind: CAPTURE_KINDS.jpeg, seq, capturedAtMs: 1e12 + seq * 66, desc: {} },
  payload: Uint8Array.of(0xff, 0xd8, 0xff, 0xd9),
});
const SAMPLE = { clientSentAt: 1, serverReceivedAt: 2, serverSentAt: 2, clientReceivedAt: 3 };

it('takes nothing more once it is finished, and calls that no failure', async () => {
  const recorder = await TakeRecorder.open(folder, 1, 'left');
  const record = (seq: number) => recorder.record(picture(seq), encodeEnvelope(picture(seq)));
  record(1);
  recorder.addSamples([SAMPLE]);
  const finishing = recorder.finish();
  // Phones go on with pings and pictures while a take is being filed.
  record(2);
  recorder.addSamples([SAMPLE]);
  const { journalPath, times, samples } = await finishing;
  recorder.addSamples([SAMPLE]);
  expect([times.length, samples.length, recorder.failure]).toEqual([1, 1, undefined]);
  expect(await readJournal(journalPath)).toHaveLength(2);
});

it('counts what was lost, and not what is of another time', async () => {
  const recorder = await TakeRecorder.open(folder, 2, 'right');
  const record = (seq: number) => recorder.record(picture(seq), encodeEnvelope(picture(seq)));
  record(1);
  // A picture from after the stop, before sound from just before it.
  recorder.passBy(2);
  record(3);
  record(5);
  expect(await recorder.finish()).toMatchObject({ dropped: 1, times: { length: 3 } });
});
