import type { Chapter } from '@hearth/contracts';

/** WebVTT whose cues are chapters. A title is one line of text, whatever stands in it. */
export function chaptersAsVtt(chapters: readonly Chapter[]): string {
  const cues = chapters.map(
    ({ title, fromSec, toSec }) => `${clock(fromSec)} --> ${clock(toSec)}\n${asText(title)}\n`,
  );
  return ['WEBVTT\n', ...cues].join('\n');
}

function asText(title: string): string {
  return title.replace(/\s+/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** `01:02:03.456`. */
function clock(sec: number): string {
  const ms = Math.round(sec * 1000);
  const part = (value: number, digits = 2) => String(value).padStart(digits, '0');
  const whole = Math.floor(ms / 1000);
  return `${part(Math.floor(whole / 3600))}:${part(Math.floor(whole / 60) % 60)}:${part(whole % 60)}.${part(ms % 1000, 3)}`;
}
