import { describe, expect, it } from '@jest/globals';
import { parseArguments, UsageProblem } from './arguments.ts';

describe('the command line', () => {
  it.each([
    [[], 'help', [], []],
    [['--help'], 'help', [], []],
    [['up', '--detach'], 'up', [], ['detach']],
    [['logs', '-f', 'media'], 'logs', ['media'], ['follow']],
    [['verify', 'a folder'], 'verify', ['a folder'], []],
    [['bench', 'stream', '--seconds', '3'], 'bench', ['stream', '--seconds', '3'], []],
  ])('%j means %s', (args, command, operands, flags) => {
    expect(parseArguments(args)).toEqual({ command, operands, flags: new Set(flags), values: new Map() });
  });

  it('takes a file with a pass phrase', () => {
    const { operands, values } = parseArguments(['backup', 'b.age', '--passphrase-file=/a=b']);
    expect([operands, [...values]]).toEqual([['b.age'], [['passphraseFile', '/a=b']]]);
  });

  it.each([
    [['sing']],
    [['up', '--detached']],
    [['up', 'now']],
    [['verify']],
    [['toString']],
    [['bench', '--fast']],
    [['backup', '--passphrase-file']],
  ])('refuses %j', (args) => {
    expect(() => parseArguments(args)).toThrow(UsageProblem);
  });
});
