import { foldText } from './fold-text.js';
import { spellingsOf } from './spellings.js';
import { readTimeWords, type TimeWord } from './time-words.js';

/** What must hold of a file that is found; all that is given. */
export interface SearchStep {
  /** What it finds, the next step finds, too. */
  readonly isWithinNext?: true;
  readonly time?: TimeWord;
  /** A tsquery over the lexemes of `catalog.lexemes`. */
  readonly lexemes?: string;
  /** For each mistyped word the lexemes that may have been meant, each a tsquery. */
  readonly alike?: readonly (readonly string[])[];
  /** Parts of the folded text. */
  readonly parts?: readonly string[];
}

/** The steps of a search, the best matches first. What one finds is not found by those behind it. */
export type SearchPlan = readonly SearchStep[];

/** Shorter ones are in half of all names, and no trigram index helps to find them. */
const SHORTEST_PART = 3;
const SHORTEST_MISTYPED = 5;
const LONGEST_MISTYPED = 20;
const MOST_WORDS = 12;

const CJK = '[\\u3005-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff]';
const CJK_RUN = new RegExp(`${CJK}+`, 'g');
/** Letters and digits, as the database's ICU has them. */
const WORDS = /[\p{L}\p{Nd}]+/gu;
const HAS_WORD = /[\p{L}\p{Nd}]/u;
/** What `catalog.lexemes` keeps as a lexeme of its own. */
const SIGNS = /[^\p{L}\p{Nd}\s._/-]/gu;
/** What people put behind or around a word in a sentence. */
const AROUND = /^["'([{]+|["')\]},.;:!?]+$/g;
const NAME_MARK = 'ª';

/** How to find what somebody typed. No step: nothing can be found by it. */
export function planSearch(typed: string): SearchPlan {
  const words = wordsOf(typed);
  if (words.length === 0) return [];
  const { time, rest } = readTimeWords(words);
  const inTime: SearchPlan = time ? [{ time, ...(rest.length > 0 && whole(rest)) }] : [];
  return [...inTime, ...textSteps(words)];
}

/** How to find it where nothing was found: with one typing error in each longer word. No step: there is no such word. */
export function planMistyped(typed: string): SearchPlan {
  const words = wordsOf(typed);
  if (!words.some(isLong)) return [];
  const { parts: exactly, lexemes } = whole(words.filter((word) => !isLong(word)));
  const alike = words.filter(isLong).map((word) => [...spellingsOf(word).map(quoted), `${quoted(word)}:*`]);
  return [{ alike, ...(lexemes !== undefined && { lexemes }), ...(exactly && { parts: exactly }) }];
}

function isLong(word: string): boolean {
  return (
    word.length >= SHORTEST_MISTYPED &&
    word.length <= LONGEST_MISTYPED &&
    /^\p{L}+$/u.test(word) &&
    !isCjk(word)
  );
}

function wordsOf(typed: string): string[] {
  const words = foldText(typed)
    .split(/\s+/)
    .map((word) => (HAS_WORD.test(word) ? word.replace(AROUND, '') : word))
    .filter((word) => word !== '');
  return [...new Set(words)].slice(0, MOST_WORDS);
}

function textSteps(words: readonly string[]): SearchPlan {
  const steps: SearchStep[] = [];
  if (words.every(isPlain)) {
    steps.push({ isWithinNext: true, lexemes: words.map((word) => quoted(NAME_MARK + word)).join(' & ') });
  }
  // What a word begins with is a part of it.
  const isWithinParts = words.every((word) => isPlain(word) && !isShort(word));
  steps.push({ ...(isWithinParts && { isWithinNext: true }), ...whole(words) });
  if (words.some(isPart)) steps.push(parts(words));
  return steps;
}

/** Each word begins one in the file, whatever signs it has are there in this order. */
function whole(words: readonly string[]): SearchStep {
  const lexemes = words.flatMap((word) => lexemesOf(word));
  const exactly = words.filter((word) => !isPlain(word) && !isPair(word));
  return {
    ...(lexemes.length > 0 && { lexemes: lexemes.join(' & ') }),
    ...(exactly.length > 0 && { parts: exactly }),
  };
}

/** Each word is anywhere; those of one or two letters begin one. */
function parts(words: readonly string[]): SearchStep {
  const lexemes = words.flatMap((word) =>
    isShort(word) ? lexemesOf(word) : [...pairsIn(word), ...signsIn(word)],
  );
  return {
    ...(lexemes.length > 0 && { lexemes: lexemes.join(' & ') }),
    parts: words.filter((word) => !isShort(word) && !isPair(word)),
  };
}

function isPart(word: string): boolean {
  return HAS_WORD.test(word.replaceAll(CJK_RUN, '')) && !isShort(word);
}

function isShort(word: string): boolean {
  return isPlain(word) && word.length < SHORTEST_PART;
}

function lexemesOf(word: string): string[] {
  const outside = word.replaceAll(CJK_RUN, ' ').match(WORDS) ?? [];
  return [...outside.map((part) => `${quoted(part)}:*`), ...pairsIn(word), ...signsIn(word)];
}

function pairsIn(word: string): string[] {
  return [...word.matchAll(CJK_RUN)].flatMap(([run]) => pairsOf(run));
}

function signsIn(word: string): string[] {
  return (word.match(SIGNS) ?? []).map(quoted);
}

function pairsOf(run: string): string[] {
  if (run.length === 1) return [`${quoted(run)}:*`];
  return Array.from({ length: run.length - 1 }, (_, at) => quoted(run.slice(at, at + 2)));
}

/** Letters and digits alone, of a script that puts spaces between words. */
function isPlain(word: string): boolean {
  return !isCjk(word) && word.replaceAll(WORDS, '') === '';
}

function isCjk(word: string): boolean {
  return word.search(CJK_RUN) !== -1;
}

/** The lexemes say all of it: one or two CJK characters, or one sign. */
function isPair(word: string): boolean {
  return new RegExp(`^${CJK}{1,2}$`).test(word) || word.match(SIGNS)?.[0] === word;
}

/** As a `tsquery` holds it. */
function quoted(lexeme: string): string {
  return `'${lexeme.replace(/['\\]/g, '$&$&')}'`;
}
