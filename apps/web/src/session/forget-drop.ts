/** Drop itself is fetched only by who opens it: what it shares with signing out stands here. */
const HISTORY = 'hearth-drop-history';
const FOLDER = 'hearth-drop-folder';
const NEWS = 'hearth-drop';

/** What the pages of this browser, and the workers that write for them, tell each other. */
export type DropNews =
  | { readonly kind: 'forgotten'; readonly folder: string }
  | { readonly kind: 'taken'; readonly transfer: string };

/** Undefined in a browser without it. */
export function openDropNews(hear?: (news: DropNews) => void): BroadcastChannel | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined;
  const channel = new BroadcastChannel(NEWS);
  if (hear) channel.onmessage = ({ data }: MessageEvent<DropNews>) => hear(data);
  return channel;
}

/** Where what comes by Drop lies on the browser's own disk, until somebody signs out. */
export function dropFolderName(): string {
  return read(FOLDER) ?? 'drop';
}

/**
 * The next person must not find what came for this one. From now on Drop looks in another folder, as this one cannot be taken away while
 * another tab writes to it.
 */
export async function forgetDrop(): Promise<void> {
  const folder = dropFolderName();
  write(HISTORY, undefined);
  write(FOLDER, `drop-${crypto.randomUUID()}`);
  const news = openDropNews();
  news?.postMessage({ kind: 'forgotten', folder } satisfies DropNews);
  news?.close();
  await removeAll((name) => name === folder || isForgotten(name));
}

/** Takes away what could not be at a sign-out, when nobody holds it any more. */
export async function finishForgettingDrop(): Promise<void> {
  if (read(FOLDER) !== undefined) await removeAll(isForgotten);
}

/** Folders of others than who is here now, and the ZIPs that versions before this one laid beside them. */
function isForgotten(name: string): boolean {
  return /\.zip$|^drop(-|$)/.test(name) && name !== dropFolderName();
}

async function removeAll(isToGo: (name: string) => boolean): Promise<void> {
  try {
    const root = await navigator.storage.getDirectory();
    // TypeScript knows of this only with a library that this app goes without.
    const listed = root as unknown as { keys(): AsyncIterable<string> };
    const names: string[] = [];
    for await (const name of listed.keys()) if (isToGo(name)) names.push(name);
    for (const name of names) await root.removeEntry(name, { recursive: true }).catch(() => undefined);
  } catch {
    // Some private windows keep no files.
  }
}

function read(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Nothing is kept here.
  }
}
