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
    expect(parseArguments(args)).toEqual({ command, operands, flags: new Set(flags) });
  });

  it.each([
    [['sing']],
    [['up', '--detached']],
    [['up', 'now']],
    [['verify']],
    [['toString']],
    [['bench', '--fast']],
  ])('refuses %j', (args) => {
    expect(() => parseArguments(args)).toThrow(UsageProblem);
  });
});
