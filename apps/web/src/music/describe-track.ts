import type { MusicTrack } from '@hearth/contracts';
import { visibleText } from '../design/visible-text.ts';

/** Its title, else its name without the ending. */
export function nameOf({ title, name }: Pick<MusicTrack, 'title' | 'name'>): string {
  return visibleText(title ?? name.replace(/\.[^.]{1,5}$/, ''));
}

/** `Miles Davis · Kind of Blue`; nothing where neither is known. */
export function makersOf({ artist, album }: Pick<MusicTrack, 'artist' | 'album'>): string {
  return [artist, album]
    .filter((part) => part !== null)
    .map(visibleText)
    .join(' · ');
}
