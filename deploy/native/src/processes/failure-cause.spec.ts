import { describe, expect, it } from '@jest/globals';
import { describeFailure, findCause } from './failure-cause.ts';

describe('the cause of a failure', () => {
  it.each([
    [
      'nginx',
      [
        'nginx: [warn] low limits',
        'nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)',
        'bye',
      ],
      'nginx: [emerg] bind() to 0.0.0.0:80 failed (13: Permission denied)',
    ],
    [
      'a JSON log',
      [
        '{"level":50,"msg":"Migration failed","err":{"message":"no such column"}}',
        '{"level":30,"msg":"closing"}',
      ],
      'Migration failed: no such column',
    ],
    ['a stack', ['Error: it broke', '    at boot (main.js:3:1)', '    at main.js:9:1'], 'Error: it broke'],
    ['calm words', ['starting', 'ready soon'], 'ready soon'],
    ['nothing', [], undefined],
  ])('is found in the last words of %s', (_who, lines, cause) => {
    expect(findCause(lines)).toBe(cause);
  });

  it('is told in one line with the place of the log', () => {
    const log = { lastLines: ['FATAL: no space left'], path: '/data/logs/postgres.log' };
    expect(describeFailure('postgres', 'ended at once (exit 1)', log)).toBe(
      'postgres ended at once (exit 1); it said: FATAL: no space left (log: /data/logs/postgres.log)',
    );
  });
});
