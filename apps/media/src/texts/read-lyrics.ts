export interface LyricLine {
  /** Null where it is not written when it is sung. */
  readonly atSec: number | null;
  readonly text: string;
}

const MOST_LINES = 2_000;
const LONGEST_LINE = 500;
const STAMP = /^\s*\[(\d{1,3}):(\d{1,2}(?:[.:]\d{1,3})?)\]/;
/** `[ar: somebody]` */
const TAG = /^\s*\[[a-z]+:.*\]\s*$/i;

/** The lines of an LRC file, or of plain words. One with several times comes several times; `[offset:]` is taken into account. */
export function readLyrics(text: string): LyricLine[] {
  const offsetSec = Number(/^\s*\[offset:\s*([+-]?\d{1,7})\s*\]/im.exec(text)?.[1] ?? 0) / 1000;
  const lines = text.split(/\r\n|\r|\n/).flatMap((line) => readLine(line, offsetSec));
  const isTimed = lines.some(({ atSec }) => atSec !== null);
  const shown = isTimed
    ? lines.filter(({ atSec }) => atSec !== null).toSorted((a, b) => Number(a.atSec) - Number(b.atSec))
    : lines;
  return shown.slice(0, MOST_LINES);
}

function readLine(line: string, offsetSec: number): LyricLine[] {
  const times: number[] = [];
  let rest = line;
  for (let match = STAMP.exec(rest); match; match = STAMP.exec(rest)) {
    times.push(Number(match[1]) * 60 + Number(match[2]?.replace(':', '.')));
    rest = rest.slice(match[0].length);
  }
  if (times.length === 0 && TAG.test(line)) return [];
  // Times of single words.
  const text = rest
    .replace(/<\d{1,3}:\d{1,2}(?:\.\d{1,3})?>/g, '')
    .trim()
    .slice(0, LONGEST_LINE);
  if (times.length === 0) return [{ atSec: null, text }];
  return times.map((atSec) => ({ atSec: Math.max(0, atSec - offsetSec), text }));
}
