import type { UploadOutcome } from '@hearth/contracts';

/** `waiting` for the question whether the hub has it, `ready` to be sent. */
export type BackupState = 'waiting' | 'ready' | 'sending' | 'done' | 'failed';

/** What came of it: `here` means that not a byte had to be sent. */
export type BackupOutcome = UploadOutcome | 'here';

/** One photo or film on its way home. */
export interface BackupItem {
  readonly id: string;
  /** The device, or the person, whose it is: nobody else's sign-in sends it. */
  readonly owner: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly modifiedAt: string;
  readonly mimeType: string;
  /** Where to, for who has no paired device. */
  readonly folder?: string;
  /** The folder was not chosen: where the hub has these bytes elsewhere, they need not be there too. */
  readonly isPlaceOpen?: boolean;
  readonly state: BackupState;
  readonly sha256?: string;
  /** Where a broken-off upload goes on. */
  readonly uploadUrl?: string | undefined;
  readonly outcome?: BackupOutcome;
  /** Why it failed, for people. */
  readonly reason?: string | undefined;
  /** Let go of once it is home. */
  readonly file?: File | undefined;
}

/** Whether a file with these bytes anywhere on the hub is as good. */
export function mayLieAnywhere({ folder, isPlaceOpen = false }: BackupItem): boolean {
  return folder === undefined || isPlaceOpen;
}

const NEXT: Readonly<Record<BackupState, readonly BackupState[]>> = {
  waiting: ['ready', 'done', 'failed'],
  ready: ['sending'],
  sending: ['done', 'failed', 'ready'],
  done: [],
  failed: ['waiting'],
};

export function canBecome(from: BackupState, to: BackupState): boolean {
  return from === to || NEXT[from].includes(to);
}

/** The smallest first: most is safe soonest. Undefined when nothing is in this state. */
export function findSmallest(items: readonly BackupItem[], state: BackupState): BackupItem | undefined {
  return inOrder(items, state)[0];
}

/** What to ask the hub about together: the smallest, up to a number and to as many bytes as are read within moments. */
export function takeBatch(
  items: readonly BackupItem[],
  { maxFiles, maxBytes }: { maxFiles: number; maxBytes: number },
): BackupItem[] {
  const batch: BackupItem[] = [];
  let bytes = 0;
  for (const item of inOrder(items, 'waiting').slice(0, maxFiles)) {
    bytes += item.sizeBytes;
    if (batch.length > 0 && bytes > maxBytes) break;
    batch.push(item);
  }
  return batch;
}

/** As it is found again after a reload: what was being sent is to be sent on. */
export function reviveItem(item: BackupItem): BackupItem {
  return item.state === 'sending' ? { ...item, state: 'ready' } : item;
}

function inOrder(items: readonly BackupItem[], state: BackupState): BackupItem[] {
  return items
    .filter((item) => item.state === state)
    .sort((one, other) => one.sizeBytes - other.sizeBytes || one.name.localeCompare(other.name));
}
