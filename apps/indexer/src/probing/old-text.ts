/** In Cyrillic a word has a capital at its beginning alone, or capitals only: what is another script in truth has them anywhere. */
const CYRILLIC_LETTERS = /[а-яё]{3}/iu;
const CYRILLIC = /^(?:[\x20-\x7e№«»–—’]|(?<!\p{L})(?:[А-ЯЁІЇҐЄ]?[а-яёіїґє]+|[А-ЯЁІЇҐЄ]+)(?!\p{L}))*$/u;

/** Pages that hold the same bytes with other letters each: which of them it is, the letters that are written often tell. */
const EASTERN_PAGES: readonly (readonly [encoding: string, ownLetters: RegExp])[] = [
  ['shift_jis', /^(?=.*[\u3040-\u30ff])[\x20-\x7e\u3000-\u30ff\u4e00-\u9fff\uff01-\uff9f]*$/u],
  ['euc-jp', /^(?=.*[\u3040-\u30ff])[\x20-\x7e\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]*$/u],
  ['euc-kr', /^[\x20-\x7e]*[\uac00-\ud7af][\x20-\x7e\uac00-\ud7af]+$/u],
  ['gb18030', /^[\x20-\x7e\u2014\u2026\u00b7\u3000-\u3011\u4e00-\u9fff\uff01-\uff5e]+$/u],
  ['big5', /^[\x20-\x7e\u2014\u2026\u2027\u3000-\u3011\u4e00-\u9fff\uff01-\uff5e]+$/u],
];
/** What is written often: all of Japanese's own letters, in Korean, and in Chinese of either way of writing, with what songs are about. */
const OFTEN = new Set(
  '이다는의에하고가을지로한사대자기도은라나아리를인어서시있들해수그없부보정일과게면마스제여주원무우난오상너날내때말것니네눈랑안며했거요음않위당모든생전장동소신구세더미비물방조연관중국학성회경화만할되된같노래꿈별밤바람' +
    '的一是不了在人有我他她这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作里裡道所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心本前开開但因只从從想实實日者意无無力与與长長把机機十民第公此已工使情明性知全三又关關点點正外将將两兩高间間由问問很最重物手应應向头頭文体體美相见見被什二等新己身果西月话話合回特代内內信表化老给給世位次度门門常先海通儿兒原东東声聲立及比水名真走各入几幾口平气氣活更别別打女变變四神何电電安少才结結反太再感做必场場直命山金许許区區至空马馬五眼书書非听聽白却卻光难難思王完色路记記南住北边邊死张張万萬望觉覺传傳师師清今让讓带帶爱愛夜花风風雨雪梦夢歌曲泪淚乡鄉红紅春秋夏冬星亮旅行京城君丽麗情邓鄧友谁誰夕阳陽童朋城甜蜜',
);
const KANA = /[\u3040-\u30ff]/u;
/** A text of western Europe has accents here and there. */
const WESTERN = /^[\x20-\x7e\u00a0-\u00ff‘’“”–—…€œŒšŠžŽŸ]*$/u;
const MOST_ACCENTS = 0.4;
/** Greek and Cyrillic capitals in a row are accented letters to a western eye. */
const ACCENTS_IN_A_ROW = /[\u00c0-\u00ff]{3}/u;

/**
 * Reads a text in a code page that nobody has named: UTF-8, an East Asian one, Cyrillic or Western. Undefined where it is none
 * of these for sure: no text is better than a wrong one.
 */
export function decodeOldText(bytes: Buffer): string | undefined {
  const utf8 = decode(bytes, 'utf-8');
  if (utf8 !== undefined) return utf8.trim() || undefined;
  if (isWestern(bytes)) return decode(bytes, 'windows-1252')?.trim();
  const cyrillic = decode(bytes, 'windows-1251')?.trim() ?? '';
  if (CYRILLIC_LETTERS.test(cyrillic) && CYRILLIC.test(cyrillic)) return cyrillic;
  return decodeEastern(bytes);
}

function decodeEastern(bytes: Buffer): string | undefined {
  const found = EASTERN_PAGES.flatMap(([encoding, ownLetters]) => {
    const text = decodeWhole(bytes, encoding);
    return text !== undefined && ownLetters.test(text) ? [{ text, often: shareOf(text) }] : [];
  }).sort((a, b) => b.often - a.often);
  const [best, next] = found;
  return best !== undefined && best.often > (next?.often ?? -1) ? best.text : undefined;
}

/** How many of its letters are written often, 0 to 1. */
function shareOf(text: string): number {
  const letters = [...text.replace(/[^\p{L}]|[a-z]/giu, '')];
  return letters.filter((letter) => OFTEN.has(letter) || KANA.test(letter)).length / letters.length;
}

function isWestern(bytes: Buffer): boolean {
  const text = decode(bytes, 'windows-1252') ?? '';
  const accents = text.replace(/[\x20-\x7e]/g, '').length;
  return WESTERN.test(text) && accents <= text.length * MOST_ACCENTS && !ACCENTS_IN_A_ROW.test(text);
}

/** Thirty bytes may end amid a character. */
function decodeWhole(bytes: Buffer, encoding: string): string | undefined {
  const text =
    decode(bytes, encoding) ?? (bytes.length === 30 ? decode(bytes.subarray(0, 29), encoding) : undefined);
  return text?.trim();
}

function decode(bytes: Buffer, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
