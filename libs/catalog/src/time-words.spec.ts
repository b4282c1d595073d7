import { describe, expect, it } from '@jest/globals';
import { readTimeWords } from './time-words.js';

describe('readTimeWords', () => {
  it.each([
    ['2024', { from: '2024-01-01', until: '2025-01-01' }, []],
    ['march 2024', { from: '2024-03-01', until: '2024-04-01' }, []],
    ['2024 december beach', { from: '2024-12-01', until: '2025-01-01' }, ['beach']],
    ['marz 2019', { from: '2019-03-01', until: '2019-04-01' }, []],
    ['dez 2019', { from: '2019-12-01', until: '2020-01-01' }, []],
    ['2024-02', { from: '2024-02-01', until: '2024-03-01' }, []],
    ['7/2021', { from: '2021-07-01', until: '2021-08-01' }, []],
    ['2024-02-29', { from: '2024-02-29', until: '2024-03-01' }, []],
    ['august', { month: 8 }, []],
    ['may', { month: 5 }, []],
    ['dec', undefined, ['dec']],
    ['1066', undefined, ['1066']],
    ['20240101', undefined, ['20240101']],
    ['2024 2023', { from: '2024-01-01', until: '2025-01-01' }, ['2023']],
    ['marching', undefined, ['marching']],
  ])('%s', (typed, time, rest) => expect(readTimeWords(typed.split(' '))).toEqual({ time, rest }));
});
