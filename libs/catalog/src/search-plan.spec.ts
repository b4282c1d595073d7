import { describe, expect, it } from '@jest/globals';
import { planMistyped, planSearch } from './search-plan.js';

describe('planSearch', () => {
  it.each([
    [
      'Party',
      [
        { isWithinNext: true, lexemes: `'ªparty'` },
        { isWithinNext: true, lexemes: `'party':*` },
        { parts: ['party'] },
      ],
    ],
    ['qz', [{ isWithinNext: true, lexemes: `'ªqz'` }, { lexemes: `'qz':*` }]],
    [
      'Straße, ab',
      [
        { isWithinNext: true, lexemes: `'ªstrasse' & 'ªab'` },
        { lexemes: `'strasse':* & 'ab':*` },
        { lexemes: `'ab':*`, parts: ['strasse'] },
      ],
    ],
    [
      'march 2024',
      [
        { time: { from: '2024-03-01', until: '2024-04-01' } },
        { isWithinNext: true, lexemes: `'ªmarch' & 'ª2024'` },
        { isWithinNext: true, lexemes: `'march':* & '2024':*` },
        { parts: ['march', '2024'] },
      ],
    ],
    ['旅行', [{ lexemes: `'旅行'` }]],
    ['旅', [{ lexemes: `'旅':*` }]],
    ['東京旅行', [{ lexemes: `'東京' & '京旅' & '旅行'`, parts: ['東京旅行'] }]],
    ['🎉', [{ lexemes: `'🎉'` }]],
    ['&', [{ lexemes: `'&'` }]],
    [
      '100%',
      [
        { lexemes: `'100':* & '%'`, parts: ['100%'] },
        { lexemes: `'%'`, parts: ['100%'] },
      ],
    ],
    ['TC_', [{ lexemes: `'tc':*`, parts: ['tc_'] }, { parts: ['tc_'] }]],
    [`'`, [{ lexemes: `''''` }]],
    ['\\', [{ lexemes: `'\\\\'` }]],
    ['-', [{ parts: ['-'] }]],
    ['   ', []],
  ])('%j', (typed, plan) => expect(planSearch(typed)).toEqual(plan));

  it('looks at no more than a dozen words', () => {
    const [step] = planSearch(Array.from({ length: 50 }, (_, n) => `w${n}`).join(' '));
    expect(step?.lexemes?.split(' & ')).toHaveLength(12);
  });
});

describe('planMistyped', () => {
  it.each(['grec', '2024', 'ab12345', '旅行旅行旅行', '%%%%%%', 'abcdefghijklmnopqrstuvwxyz'])(
    'has nothing to offer for %s',
    (typed) => expect(planMistyped(typed)).toEqual([]),
  );

  it('holds other spellings of the longer words and leaves the others as they are', () => {
    const [step] = planMistyped('beahc 2024 a_b');
    expect(step?.alike).toEqual([expect.arrayContaining([`'beach'`, `'beahc':*`])]);
    expect(step?.lexemes).toBe(`'2024':* & 'a':* & 'b':*`);
    expect(step?.parts).toEqual(['a_b']);
  });
});
