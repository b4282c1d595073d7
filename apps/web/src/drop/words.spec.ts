import { describe, expect, it } from '@jest/globals';
import { deriveFromWords, drawWords, loadWordList, openKey, readWords, sealKey, WORDS } from './words.ts';

const list = await loadWordList();

describe('the list', () => {
  it('has 2,048 words that their first four letters tell apart', () => {
    expect(new Set(list.map((word) => word.slice(0, 4))).size).toBe(2_048);
  });

  it('gives six of them', () => {
    const words = drawWords(list);
    expect(words).toHaveLength(WORDS);
    for (const word of words) expect(list).toContain(word);
    expect(drawWords(list)).not.toEqual(words);
  });
});

describe('what somebody types', () => {
  const six = ['abandon', 'zoo', 'legal', 'winner', 'thank', 'year'];
  it.each([
    ['abandon zoo legal winner thank year', { words: six }],
    ['  Abandon-Zoo, LEGAL\nwinner.thank  year ', { words: six }],
    ['aban zoo lega winn than year', { words: six }],
    ['ａｂａｎｄｏｎ zoo legal winner thank year', { words: six }],
    ['abandon zoo legal', { count: 3 }],
    ['', { count: 0 }],
    ['abandon zoo legal winner thank years', { unknown: ['years'] }],
    ['aba zoo legal winner thank year', { unknown: ['aba'] }],
  ])('%s', (text, expected) => {
    expect(readWords(text, list)).toEqual(expected);
  });
});

describe('the key of a session under its words', () => {
  const sessionKey = crypto.getRandomValues(new Uint8Array(32));

  it('comes back by the same words, and by no others', async () => {
    const mine = await deriveFromWords(['abandon', 'zoo', 'legal', 'winner', 'thank', 'year']);
    const sealed = await sealKey(mine, sessionKey);
    const theirs = await deriveFromWords(['abandon', 'zoo', 'legal', 'winner', 'thank', 'year']);
    expect(theirs.id).toBe(mine.id);
    expect(theirs.id).toMatch(/^[\w-]{22}$/);
    expect(await openKey(theirs, sealed)).toEqual(sessionKey);
    const others = await deriveFromWords(['zoo', 'abandon', 'legal', 'winner', 'thank', 'year']);
    expect(others.id).not.toBe(mine.id);
    await expect(openKey(others, sealed)).rejects.toThrow();
  });
});
