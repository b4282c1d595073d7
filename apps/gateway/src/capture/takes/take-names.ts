import type { TakeRecord } from './take-record.js';

/** What no filesystem, and no other person's computer, minds in a name. */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}/\\:*?"<>|]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[. ]+|[. ]+$/g, '')
    .slice(0, 60);
}

/** `2026-11-28 18.05.09 Morning run`, by UTC. */
export function folderName({ startsAtMs, label }: Pick<TakeRecord, 'startsAtMs' | 'label'>): string {
  const [day, time] = new Date(startsAtMs).toISOString().slice(0, 19).split('T') as [string, string];
  return `${day} ${time.replaceAll(':', '.')} ${plain(label) || 'Take'}`;
}

/** One film for each phone, by its label; two of the same label get a number. */
export function fileNames(labels: readonly string[]): string[] {
  const taken = new Map<string, number>();
  return labels.map((label) => {
    const name = plain(label) || 'Phone';
    const count = (taken.get(name.toLowerCase()) ?? 0) + 1;
    taken.set(name.toLowerCase(), count);
    return count === 1 ? `${name}.mp4` : `${name} (${count}).mp4`;
  });
}
