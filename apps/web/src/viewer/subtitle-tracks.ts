function subtitlesOf(tracks: TextTrackList): TextTrack[] {
  return Array.from(tracks).filter(({ kind }) => kind === 'subtitles');
}

/** The place of those that are shown among the subtitles of a film; -1 where none are. */
export function shownSubtitles(tracks: TextTrackList): number {
  return subtitlesOf(tracks).findIndex(({ mode }) => mode === 'showing');
}

/** Shows these alone; none with -1. */
export function showSubtitles(tracks: TextTrackList, chosen: number): void {
  subtitlesOf(tracks).forEach((track, index) => {
    track.mode = index === chosen ? 'showing' : 'disabled';
  });
}

/** Off where some are shown, else on: those of the person's language, or the first. */
export function turnSubtitles(tracks: TextTrackList): void {
  const own = subtitlesOf(tracks).findIndex(({ language }) => isOwnLanguage(language));
  showSubtitles(tracks, shownSubtitles(tracks) >= 0 ? -1 : Math.max(0, own));
}

/** Whether the person reads it, by what the browser says; `en` is read by who reads `en-GB`. */
export function isOwnLanguage(language: string): boolean {
  return language !== '' && navigator.language.split('-')[0] === language.split('-')[0];
}
