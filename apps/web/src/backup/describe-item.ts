import type { BackupItem, BackupOutcome } from './backup-item.ts';

const OUTCOMES: Record<BackupOutcome, string> = {
  stored: 'home',
  'kept-both': 'home, under a new name',
  'already-here': 'was there already',
  here: 'was there already, not sent',
};

/** Where a file is on its way, in a few words. */
export function describeItem(item: BackupItem, bytesSent: number): string {
  switch (item.state) {
    case 'waiting':
      return 'waiting';
    case 'ready':
      return bytesSent > 0 ? `stopped at ${percent(bytesSent, item.sizeBytes)}` : 'to be sent';
    case 'sending':
      return bytesSent >= item.sizeBytes ? 'being put away' : percent(bytesSent, item.sizeBytes);
    case 'done':
      return OUTCOMES[item.outcome ?? 'stored'];
    case 'failed':
      return item.reason ?? 'could not be sent';
  }
}

function percent(part: number, whole: number): string {
  return `${Math.floor((part / whole) * 100)} %`;
}
