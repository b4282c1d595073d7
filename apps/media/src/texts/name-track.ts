/** A language by its code (BCP 47): `en`, `pt-BR`, `ger`. */
const LANGUAGE = /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i;
/** What stands in names beside the language. */
const NOTES: Readonly<Record<string, string>> = { forced: 'forced', sdh: 'SDH', cc: 'CC', hi: 'SDH' };

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

interface TrackName {
  label: string;
  /** BCP 47. */
  language: string | null;
  isForced: boolean;
}

/** What a subtitle file beside a film is, by what its name has more than the film's: `en`, `de.forced`, nothing. */
export function nameTrack(more: string): TrackName {
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
    language: language === undefined ? null : canonical(language),
    isForced: notes.includes('forced'),
  };
}

/** The same for subtitles inside a film, by their tags. */
export function nameInnerTrack({
  language,
  title,
  isForced,
}: {
  readonly language: string | null;
  readonly title: string | null;
  readonly isForced: boolean;
}): TrackName {
  const words = [language === null || language === 'und' ? undefined : nameOf(language), title ?? undefined];
  const name = words.filter((word) => word !== undefined).join(' ');
  return {
    label: `${name === '' ? 'Subtitles' : name}${isForced ? ' (forced)' : ''}`,
    language: language === null ? null : canonical(language),
    isForced,
  };
}

/** Films and their makers say `ger`, browsers `de`. */
function canonical(code: string): string {
  try {
    return Intl.getCanonicalLocales(code)[0] ?? code;
  } catch {
    return code;
  }
}

function nameOf(code: string): string | undefined {
  try {
    return names.of(code);
  } catch {
    return undefined;
  }
}
