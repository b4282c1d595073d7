import { describe, expect, it } from '@jest/globals';
import { describeFailedTests } from './failed-tests.ts';

describe('failed tests', () => {
  it('are named with their file and what they said, without colours and frames of others', () => {
    const message = [
      'Error: \u001b[2mexpect(\u001b[22m\u001b[31mreceived\u001b[39m).toBe(expected)',
      '',
      'Expected: 1',
      'Received: 2',
      '    at Object.<anonymous> (/home/me/hearth/libs/a/src/b.spec.ts:3:9)',
      '    at Promise.then.completed (/home/me/hearth/node_modules/jest-circus/build/utils.js:1:1)',
      '    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)',
    ].join('\n');
    expect(describeFailedTests([{ file: 'libs/a/src/b.spec.ts', name: 'b adds up', message }])).toBe(
      [
        '',
        'b adds up',
        '  libs/a/src/b.spec.ts',
        '    Error: expect(received).toBe(expected)',
        '    Expected: 1',
        '    Received: 2',
        '        at Object.<anonymous> (/home/me/hearth/libs/a/src/b.spec.ts:3:9)',
        '',
      ].join('\n'),
    );
  });

  it('say no more than twelve lines each', () => {
    const message = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`).join('\n');
    const text = describeFailedTests([
      { file: 'a.spec.ts', name: 'first', message },
      { file: 'b.spec.ts', name: 'second', message },
    ]);
    expect(text.match(/line \d+/g)).toHaveLength(24);
    expect(text).toContain('line 12\n\nsecond\n');
  });

  it('are passed over in silence when there are none', () => {
    expect(describeFailedTests([])).toBe('');
  });
});
