import type { RotatingLog } from './rotating-log.ts';

const LOOKS_LIKE_A_CAUSE =
  /error|fatal|panic|emerg|failed|cannot|denied|in use|not found|invalid|refused|exception/i;
// Pino's numeric levels: 50 is error, 60 fatal.
const PINO_ERROR_LEVEL = 50;
const MAX_CAUSE_LENGTH = 300;

function readJsonLine(line: string): { text: string; isError: boolean } | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const entry = JSON.parse(line) as { level?: number | string; msg?: unknown; err?: { message?: unknown } };
    const text = [entry.msg, entry.err?.message].filter((part) => typeof part === 'string').join(': ');
    const isError =
      Number(entry.level) >= PINO_ERROR_LEVEL || entry.level === 'error' || entry.level === 'fatal';
    return { text, isError };
  } catch {
    return undefined;
  }
}

/** The line of a process's last words that most likely says why it failed: its latest error, or else its latest line. */
export function findCause(lastLines: readonly string[]): string | undefined {
  let latest: string | undefined;
  for (const line of [...lastLines].reverse()) {
    const entry = readJsonLine(line);
    const text = (entry?.text ?? line).trim().slice(0, MAX_CAUSE_LENGTH);
    if (text === '' || /^at .+:\d+/.test(text)) continue;
    if (entry === undefined ? LOOKS_LIKE_A_CAUSE.test(text) : entry.isError) return text;
    latest ??= text;
  }
  return latest;
}

/** "media ended at once (exit 1): cause. Its log: …" */
export function describeFailure(
  name: string,
  what: string,
  log: Pick<RotatingLog, 'lastLines' | 'path'>,
): string {
  const cause = findCause(log.lastLines);
  return `${name} ${what}${cause === undefined ? '' : `; it said: ${cause}`} (log: ${log.path})`;
}
