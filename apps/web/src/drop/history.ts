import { z } from 'zod';
import type { TransferView } from './transfer.ts';

const KEY = 'hearth-drop-history';
const MOST = 100;

const entry = z.object({
  id: z.string(),
  direction: z.enum(['in', 'out']),
  peerName: z.string(),
  files: z.number(),
  bytes: z.number(),
  firstName: z.string(),
  state: z.enum(['done', 'declined', 'cancelled', 'failed']),
  at: z.string(),
});
export type HistoryEntry = z.infer<typeof entry>;

/** What came and went on this device, the newest first. Only this browser has it. */
export function readHistory(): HistoryEntry[] {
  try {
    return z.array(entry).parse(JSON.parse(localStorage.getItem(KEY) ?? '[]'));
  } catch {
    return [];
  }
}

export function rememberTransfer({ id, direction, peerName, manifest, bytes, state }: TransferView): void {
  const over = entry.shape.state.safeParse(state);
  if (!over.success) return;
  const known = readHistory();
  if (known.some((one) => one.id === id && one.state === over.data)) return;
  const files = manifest.files.length;
  const firstName = manifest.files[0]?.path ?? 'Text';
  const at = new Date().toISOString();
  const added = { id, direction, peerName, files, bytes, firstName, state: over.data, at };
  write([added, ...known.filter((one) => one.id !== id)].slice(0, MOST));
}

export function clearHistory(): void {
  write([]);
}

function write(entries: readonly HistoryEntry[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(entries));
  } catch {
    // Nothing is kept here; that is no reason to stop.
  }
}
