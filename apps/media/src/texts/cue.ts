/** One subtitle: when it stands there and what it says, in lines, with `<b>`, `<i>` and `<u>` and nothing else of markup. */
export interface Cue {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

/** Longer films have fewer. */
export const MOST_CUES = 20_000;
const LONGEST_TEXT = 2_000;

const PLACEHOLDER = /\uE000/g;

/** Leaves bold, italic and underline; all other markup goes, and what is left of it is text. */
export function safeText(text: string): string {
  const kept: string[] = [];
  const marked = text
    .replace(PLACEHOLDER, '')
    .slice(0, LONGEST_TEXT)
    .replace(/<(\/?)([biu])>/gi, (_, slash: string, name: string) => {
      kept.push(`<${slash}${name.toLowerCase()}>`);
      return '\uE000';
    })
    .replace(/<[/a-z!\d][^>]{0,300}>/gi, '')
    .replace(/&(?!(?:amp|lt|gt|nbsp|lrm|rlm);)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  let next = 0;
  return marked
    .replace(/\uE000/g, () => kept[next++] ?? '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n');
}

/** As WebVTT (W3C). */
export function writeVtt(cues: readonly Cue[]): string {
  const blocks = cues.map(({ startMs, endMs, text }) => `${clock(startMs)} --> ${clock(endMs)}\n${text}\n`);
  return ['WEBVTT\n', ...blocks].join('\n');
}

function clock(ms: number): string {
  const part = (value: number, digits: number) => String(Math.floor(value)).padStart(digits, '0');
  return `${part(ms / 3_600_000, 2)}:${part((ms / 60_000) % 60, 2)}:${part((ms / 1000) % 60, 2)}.${part(ms % 1000, 3)}`;
}

/** `1:02:03,4`, `02:03.400`; undefined for anything else. */
export function readClock(text: string): number | undefined {
  const match = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})$/.exec(text.trim());
  if (!match) return undefined;
  const [, hours = '0', minutes = '0', seconds = '0', fraction = '0'] = match;
  return (
    ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(fraction.padEnd(3, '0'))
  );
}
