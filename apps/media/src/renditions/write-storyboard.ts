import type { Storyboard } from '@hearth/catalog';

/** WebVTT whose cues name parts of the sheet at `address`, as players of thumbnails read it (Media Fragments, 4.2.2). Pure. */
export function writeStoryboard(
  { tiles, columns, tileWidth, tileHeight, everySec }: Storyboard,
  durationSec: number,
  address: string,
): string {
  const cues = Array.from({ length: tiles }, (_, tile) => {
    const [from, to] = [
      tile * everySec,
      tile === tiles - 1 ? Math.max(durationSec, (tile + 0.5) * everySec) : (tile + 1) * everySec,
    ];
    const [x, y] = [(tile % columns) * tileWidth, Math.floor(tile / columns) * tileHeight];
    return `${timeOf(from)} --> ${timeOf(to)}\n${address}#xywh=${x},${y},${tileWidth},${tileHeight}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

function timeOf(sec: number): string {
  const ms = Math.round(sec * 1_000);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1_000) % 60)}.${String(ms % 1_000).padStart(3, '0')}`;
}
