import { MOST_CUES, readClock, safeText, type Cue } from './cue.js';

export const SUBTITLE_ENDINGS = ['srt', 'vtt', 'ass', 'ssa'] as const;

/** The cues of a subtitle file in any of these forms; what is broken in it is passed over. In the order of time. */
export function readSubtitles(text: string): Cue[] {
  const cues = /^\[(?:script info|v4\+? styles|events)\]/im.test(text) ? readAss(text) : readBlocks(text);
  return cues
    .filter((cue) => cue.endMs > cue.startMs && cue.text !== '')
    .toSorted((a, b) => a.startMs - b.startMs);
}

const ARROW = /^\s*([\d:.,]{6,16})\s*-->\s*([\d:.,]{6,16})/;

/** SRT and WebVTT: a line with two times, then text up to an empty line. */
function readBlocks(text: string): Cue[] {
  const cues: Cue[] = [];
  let times: [number, number] | undefined;
  let lines: string[] = [];
  const end = () => {
    if (times) cues.push({ startMs: times[0], endMs: times[1], text: safeText(unAss(lines.join('\n'))) });
    times = undefined;
    lines = [];
  };
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (cues.length >= MOST_CUES) return cues;
    const [, from, to] = ARROW.exec(line) ?? [];
    const [startMs, endMs] = [readClock(from ?? ''), readClock(to ?? '')];
    if (startMs !== undefined && endMs !== undefined) {
      // A number before the times, without the empty line that should stand there.
      if (/^\s*\d+\s*$/.test(lines.at(-1) ?? '')) lines.pop();
      end();
      times = [startMs, endMs];
    } else if (line.trim() === '') end();
    else if (times) lines.push(line);
  }
  end();
  return cues;
}

/** SubStation Alpha: `Dialogue:` lines, whose columns `Format:` names and of which the last one is the text. */
function readAss(text: string): Cue[] {
  const cues: Cue[] = [];
  let columns = ['layer', 'start', 'end', 'style', 'name', 'marginl', 'marginr', 'marginv', 'effect', 'text'];
  let isInEvents = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (cues.length >= MOST_CUES) break;
    if (line.startsWith('[')) isInEvents = /^\[events\]/i.test(line);
    const [, kind, rest = ''] = /^(Format|Dialogue):\s*(.*)$/i.exec(line) ?? [];
    if (!isInEvents || kind === undefined) continue;
    if (kind.toLowerCase() === 'format') {
      columns = rest.split(',').map((name) => name.trim().toLowerCase());
      continue;
    }
    const values = rest.split(',');
    const value = (name: string) => values[columns.indexOf(name)] ?? '';
    const [startMs, endMs] = [readClock(value('start')), readClock(value('end'))];
    const said = values.slice(columns.indexOf('text')).join(',');
    // Drawings are no words.
    if (startMs === undefined || endMs === undefined || /\{[^}]*\\p[1-9]/.test(said)) continue;
    cues.push({ startMs, endMs, text: safeText(unAss(said)) });
  }
  return cues;
}

/** Styles of SubStation Alpha, which stand in SRT as well: bold, italic and underline become tags. */
function unAss(text: string): string {
  return text
    .replace(/\{[^}]{0,500}\}/g, (styles) =>
      [...styles.matchAll(/\\([biu])([01])(?=[\\}])/g)]
        .map(([, name, isOn]) => (isOn === '1' ? `<${name}>` : `</${name}>`))
        .join(''),
    )
    .replace(/\\[Nn]/g, '\n')
    .replace(/\\h/g, ' ');
}
