/**
 * What is left out: accents of Latin, Greek and Cyrillic, vowels of Arabic and Hebrew and what stretches Arabic words, and
 * signs that nobody sees: joiners, soft hyphens, directions, whether an emoji is coloured; and the colour of its skin.
 */
const LEFT_OUT = new RegExp(
  [
    ...['\\u0300-\\u036f', '\\u1ab0-\\u1aff', '\\u1dc0-\\u1dff', '\\u20d0-\\u20f0', '\\ufe20-\\ufe2f'],
    ...['\\u0591-\\u05bd', '\\u05bf', '\\u05c1-\\u05c2', '\\u05c4-\\u05c5', '\\u05c7'],
    ...['\\u0610-\\u061a', '\\u0640', '\\u064b-\\u065f', '\\u0670', '\\u06d6-\\u06dc', '\\u06df-\\u06e4'],
    ...['\\u06e7-\\u06e8', '\\u06ea-\\u06ed', '\\u00ad', '\\u061c', '\\u180e', '\\u200b-\\u200f'],
    ...['\\u202a-\\u202e', '\\u2060-\\u2064', '\\u2066-\\u2069', '\\ufe00-\\ufe0f', '\\ufeff'],
  ]
    .map((range) => `[${range}]`)
    .concat('\\ud83c[\\udffb-\\udfff]')
    .join('|'),
  'g',
);

/** Letters, digits and signs that people type as another one: those of the first text as those of the second. */
const ALIKE: readonly (readonly [string, string])[] = [
  ['øłđðħıςſŧŋəɛɔɓɗƙƴƒɨʉɲƶƀґȷ', 'olddhiσstneeobdkyfiunzbгj'],
  // Arabic, Persian and Urdu write some letters in their own ways.
  ['ٱىةیکھہے', 'ايهيكههي'],
  ['٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯๐๑๒๓๔๕๖๗๘๙', '0123456789'.repeat(5)],
  ['૦૧૨૩૪૫૬૭૮૯੦੧੨੩੪੫੬੭੮੯௦௧௨௩௪௫௬௭௮௯౦౧౨౩౪౫౬౭౮౯೦೧೨೩೪೫೬೭೮೯', '0123456789'.repeat(5)],
  ['൦൧൨൩൪൫൬൭൮൯໐໑໒໓໔໕໖໗໘໙༠༡༢༣༤༥༦༧༨༩၀၁၂၃၄၅၆၇၈၉០១២៣៤៥៦៧៨៩', '0123456789'.repeat(5)],
  ['‘’‚‛ʼʻ′ʿʾ', "'".repeat(9)],
  ['“”„‟«»', '"'.repeat(6)],
  ['‐‒–—―−', '-'.repeat(6)],
  // What stands in fractions, and Japanese dashes of waves, of which each system has its own.
  ['⁄∕〜', '//~'],
];
const KATAKANA = /[\u30a1-\u30f6]/g;
/** How far behind its hiragana a letter of katakana stands. */
const KANA_APART = 0x60;

const REPLACED: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ALIKE.flatMap(([from, to]) => [...from].map((letter, at) => [letter, to[at] as string])),
  ),
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th' },
};
const IS_REPLACED = new RegExp(`[${Object.keys(REPLACED).join('')}]`, 'g');

/**
 * A text as it is searched by: whatever the case, without accents, wide and ligature forms as plain letters, katakana as
 * hiragana. The same as `catalog.fold` in the database, which a test holds against this.
 */
export function foldText(text: string): string {
  return (
    text
      .replaceAll('´', "'")
      // Taken apart, 1½ would be eleven halves.
      .replace(/(\d)([¼-¾⅐-⅞↉])/g, '$1 $2')
      .normalize('NFKD')
      .toLowerCase()
      .replace(LEFT_OUT, '')
      .replace(IS_REPLACED, (letter) => REPLACED[letter] as string)
      .replace(KATAKANA, (letter) => String.fromCodePoint(letter.charCodeAt(0) - KANA_APART))
      .normalize('NFKC')
  );
}
