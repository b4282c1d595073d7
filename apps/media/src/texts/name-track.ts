/** A language by its code (BCP 47): `en`, `pt-BR`, `ger`. */
const LANGUAGE = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i;
/** What stands in names beside the language. */
const NOTES: Readonly<Record<string, string>> = { forced: 'forced', sdh: 'SDH', cc: 'CC', hi: 'SDH' };

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** What a subtitle file beside a film is, by what its name has more than the film's: `en`, `de.forced`, nothing. */
export function nameTrack(more: string): { label: string; language: string | null } {
  const parts = more.split(/[._]/).filter((part) => part !== '');
  const language = parts.find(
    (part) => LANGUAGE.test(part) && !(part.toLowerCase() in NOTES) && nameOf(part),
  );
  const notes = parts.flatMap((part) => NOTES[part.toLowerCase()] ?? []);
  const others = parts.filter((part) => part !== language && !(part.toLowerCase() in NOTES));
  const words = [language === undefined ? undefined : nameOf(language), ...others].filter(
    (word) => word !== undefined,
  );
  const name = words.length > 0 ? words.join(' ') : 'Subtitles';
  return {
    label: notes.length > 0 ? `${name} (${notes.join(', ')})` : name,
    language: language ?? null,
  };
}

function nameOf(code: string): string | undefined {
  try {
    return names.of(code);
  } catch {
    return undefined;
  }
}
