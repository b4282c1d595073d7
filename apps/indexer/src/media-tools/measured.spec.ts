import { describe, expect, it } from '@jest/globals';
import { IS_NOTHING, readMeasured } from './measured.js';

const EMPTY = '[out#0/null @ 0x55] Output file is empty, nothing was encoded';

describe('the length that ffmpeg finds', () => {
  it.each([
    ['is the last one it says', 'out_time_us=0\nprogress=continue\nout_time_us=2042000\n', '', 2.042],
    ['is none where nothing came', 'out_time_us=0\nprogress=end\n', '', 0],
    ['is none where nothing came, as newer ones say it', 'out_time_us=N/A\nprogress=end\n', EMPTY, 0],
    ['is unknown where what came has no times', 'out_time_us=N/A\nprogress=end\n', '', undefined],
    ['is unknown where it is less than nothing', 'out_time_us=-46000\nprogress=end\n', '', undefined],
    ['is unknown where it says nothing', '', '', undefined],
    [
      'is unknown where the disk failed half-way',
      'out_time_us=2042000\n',
      'file:a.wmv: Input/output error',
      undefined,
    ],
    ['is unknown where the disk failed', 'out_time_us=0\n', 'file:a.wmv: Input/output error', undefined],
    [
      'is unknown where the disk failed first',
      'out_time_us=N/A\n',
      `${EMPTY}\nInput/output error`,
      undefined,
    ],
  ])('%s', (_what, progress, complaints, sec) => {
    expect(readMeasured(progress, complaints)).toBe(sec);
  });
});

it.each([
  ['Could not write header for output file #0 (incorrect codec parameters ?): Invalid argument', true],
  ['Could not write header (incorrect codec parameters ?): Invalid argument', true],
  ['Could not write header (incorrect codec parameters ?): Cannot allocate memory', false],
  ['Output file #0 does not contain any stream', true],
  ['file:a.wmv: No such file or directory', false],
  ['file:a.wmv: Input/output error', false],
])('a failure that says %j tells of a file of which nothing is there: %p', (complaint, isNothing) => {
  expect(IS_NOTHING.test(complaint)).toBe(isNothing);
});
