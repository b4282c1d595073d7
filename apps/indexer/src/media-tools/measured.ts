/** What ffmpeg says of streams of which nothing is known but that they were promised. */
export const IS_NOTHING = /\(incorrect codec parameters \?\): Invalid argument|does not contain any stream/;
/** ffmpeg ends well also where the disk failed it half-way. */
const IS_CUT_SHORT = /input\/output error|stale file handle|cannot allocate memory/i;
/** Since version 7 it says no length then, instead of one of 0. */
const IS_EMPTY = /output file is empty/i;

/** The seconds that ffmpeg found when it ended well: the last ones of its `-progress`. Undefined where it does not say. */
export function readMeasured(progress: string, complaints: string): number | undefined {
  if (IS_CUT_SHORT.test(complaints)) return undefined;
  const [, last = 'N/A'] = /^[^]*\bout_time_us=(\S+)/.exec(progress) ?? [];
  const sec = Number(last) / 1_000_000;
  if (sec > 0) return sec;
  return sec === 0 || IS_EMPTY.test(complaints) ? 0 : undefined;
}
