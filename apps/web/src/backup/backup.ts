import type { UploadOutcome } from '@hearth/contracts';
import { oneAtATime } from '../live/one-at-a-time.ts';
import { pieceBytes } from './piece-bytes.ts';
import {
  canBecome,
  findSmallest,
  reviveItem,
  takeBatch,
  type BackupItem,
  type BackupState,
} from './backup-item.ts';
import type { BackupStore } from './backup-store.ts';
import { decideRetry, type Failure } from './decide-retry.ts';
import { failureOf, UNREADABLE } from './send-error.ts';

interface Attempt {
  /** The size of a piece: smaller, the more often it failed. */
  readonly pieceBytes: number;
  readonly signal: AbortSignal;
  readonly onProgress: (bytesSent: number) => void;
  readonly onUrl: (uploadUrl: string) => void;
}

/** What a backup does its work with. */
export interface BackupTools {
  readonly store: Omit<BackupStore, 'clear'>;
  readonly hash: (file: Blob) => Promise<string>;
  /** Which of these the hub has already, in their order. */
  readonly findKnown: (items: readonly BackupItem[]) => Promise<boolean[]>;
  readonly send: (item: BackupItem, file: File, attempt: Attempt) => Promise<UploadOutcome>;
  /** Tells the hub that the rest of an upload won't come. */
  readonly giveUp: (uploadUrl: string) => void;
  /** False when the session is over. */
  readonly renew: () => Promise<boolean>;
  /** Waits before the nth attempt (from 0), or until the hub is believed to be back. */
  readonly pause: (attempt: number) => Promise<void>;
}

export interface BackupSnapshot {
  readonly items: readonly BackupItem[];
  readonly sent: ReadonlyMap<string, number>;
  readonly isPaused: boolean;
  /** The hub does not answer; the backup goes on by itself. */
  readonly isAway: boolean;
}

const BATCH = { maxFiles: 25, maxBytes: 64 * 1024 ** 2 };
/** Two at a time: while one file waits for the hub's disk the other one fills the line. */
const SENDERS = 2;
const EMPTY: BackupSnapshot = { items: [], sent: new Map(), isPaused: false, isAway: false };

/** Whether the hub is there and would not: busy with the same upload, or in need of a pause. */
const isRefusal = ({ status = 0 }: Failure): boolean => status >= 400 && status < 500;

/** A queue of files on their way home. It asks for what the hub has, sends the rest, and does not give up on a hub that is away. */
export class Backup {
  private snapshot = EMPTY;
  private readonly listeners = new Set<() => void>();
  private readonly attempts = new Map<string, AbortController>();
  /** How often the sending of a file was cut off. */
  private readonly cuts = new Map<string, number>();
  private failedInARow = 0;
  private readonly look = oneAtATime(() => this.lookAtWaiting());
  private readonly senders = Array.from({ length: SENDERS }, () => oneAtATime(() => this.sendReady()));

  constructor(private readonly tools: BackupTools) {}

  readonly getSnapshot = (): BackupSnapshot => this.snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Takes up what an earlier page left. */
  async load(owner: string): Promise<void> {
    const items = (await this.tools.store.load(owner)).map(reviveItem);
    const here = new Set(this.snapshot.items.map(({ id }) => id));
    this.change({ items: [...items.filter(({ id }) => !here.has(id)), ...this.snapshot.items] });
    this.goOn();
  }

  async add(items: readonly BackupItem[]): Promise<void> {
    this.change({ items: [...this.snapshot.items, ...items] });
    for (const { id } of items) {
      // Others may have gone on meanwhile, or all be forgotten.
      const item = this.find(id);
      if (item) await this.tools.store.put(item);
    }
    this.goOn();
  }

  pause(): void {
    this.change({ isPaused: true });
    for (const attempt of this.attempts.values()) attempt.abort();
  }

  resume(): void {
    this.change({ isPaused: false });
    this.goOn();
  }

  retryFailed(): void {
    for (const { id, state } of this.snapshot.items) {
      if (state === 'failed') this.become(id, 'waiting', { reason: undefined });
    }
    this.goOn();
  }

  /** Takes an item off the list, sent or not. */
  async drop(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.attempts.get(id)?.abort();
    const gone = new Set(ids);
    for (const { id, state, uploadUrl } of this.snapshot.items) {
      if (gone.has(id) && state !== 'done' && uploadUrl !== undefined) this.tools.giveUp(uploadUrl);
    }
    this.change({ items: this.snapshot.items.filter(({ id }) => !gone.has(id)) });
    await this.tools.store.remove(ids);
  }

  /** Whoever used it has signed out: nothing of it may be found by the next person. */
  async forget(): Promise<void> {
    for (const attempt of this.attempts.values()) attempt.abort();
    const ids = this.snapshot.items.map(({ id }) => id);
    this.change(EMPTY);
    await this.tools.store.remove(ids);
  }

  private goOn(): void {
    this.look();
    for (const send of this.senders) send();
  }

  private async lookAtWaiting(): Promise<void> {
    while (!this.snapshot.isPaused) {
      const batch = takeBatch(this.snapshot.items, BATCH);
      if (batch.length === 0) return;
      for (const item of batch) await this.hash(item);
      await this.askAfter(batch.flatMap(({ id }) => this.find(id) ?? []));
    }
  }

  private async hash({ id, file, sha256 }: BackupItem): Promise<void> {
    if (sha256 !== undefined || this.snapshot.isPaused) return;
    try {
      if (!file) throw new Error('the file is gone');
      const hash = await this.tools.hash(file);
      if (this.find(id)?.state === 'waiting') this.become(id, 'waiting', { sha256: hash });
    } catch {
      this.fail(id, UNREADABLE.message);
    }
  }

  private async askAfter(items: readonly BackupItem[]): Promise<void> {
    const hashed = items.filter(({ state, sha256 }) => state === 'waiting' && sha256 !== undefined);
    if (hashed.length === 0) return;
    try {
      const known = await this.tools.findKnown(hashed);
      this.reached();
      hashed.forEach(({ id }, index) => {
        if (known[index]) this.become(id, 'done', { outcome: 'here', file: undefined });
        else this.become(id, 'ready', {});
      });
      for (const send of this.senders) send();
    } catch (error) {
      const decision = await this.afterFailure(error);
      if (decision === 'again') return;
      for (const { id } of hashed) this.fail(id, decision.reason);
    }
  }

  private async sendReady(): Promise<void> {
    while (!this.snapshot.isPaused) {
      const item = findSmallest(this.snapshot.items, 'ready');
      if (!item) return;
      await this.send(item);
    }
  }

  private async send({ id, file }: BackupItem): Promise<void> {
    if (!file) return this.fail(id, UNREADABLE.message);
    this.become(id, 'sending', {});
    const attempt = new AbortController();
    this.attempts.set(id, attempt);
    try {
      const outcome = await this.tools.send(this.find(id) as BackupItem, file, {
        pieceBytes: pieceBytes(this.cuts.get(id) ?? 0),
        signal: attempt.signal,
        onProgress: (bytesSent) => this.progress(id, bytesSent),
        onUrl: (uploadUrl) => this.become(id, 'sending', { uploadUrl }),
      });
      this.reached();
      this.become(id, 'done', { outcome, file: undefined, uploadUrl: undefined });
      this.cuts.delete(id);
    } catch (error) {
      this.become(id, 'ready', {});
      if (attempt.signal.aborted) return;
      this.cuts.set(id, (this.cuts.get(id) ?? 0) + 1);
      const decision = await this.afterFailure(error, id);
      if (decision !== 'again') this.fail(id, decision.reason);
    } finally {
      this.attempts.delete(id);
    }
  }

  private async afterFailure(error: unknown, id?: string): Promise<'again' | { reason: string }> {
    const failure = failureOf(error);
    const decision = decideRetry(failure);
    if (decision.then === 'give-up') return decision;
    if (decision.then === 'start-over' && id !== undefined)
      this.become(id, 'ready', { uploadUrl: undefined });
    if (decision.then === 'renew') {
      const isSignedIn = await this.tools.renew().catch(() => undefined);
      // What is left stays for when somebody signs in again.
      if (isSignedIn === false) this.pause();
      if (isSignedIn !== undefined) return 'again';
    }
    this.change({ isAway: decision.then === 'renew' || !isRefusal(failure) });
    await this.tools.pause(this.failedInARow++);
    return 'again';
  }

  private reached(): void {
    this.failedInARow = 0;
    if (this.snapshot.isAway) this.change({ isAway: false });
  }

  private progress(id: string, bytesSent: number): void {
    this.reached();
    this.change({ sent: new Map(this.snapshot.sent).set(id, bytesSent) });
  }

  private fail(id: string, reason: string | undefined): void {
    const state = this.find(id)?.state;
    if (state === 'ready') this.become(id, 'sending', {});
    this.become(id, 'failed', { reason });
  }

  /** Nothing happens to an item that was dropped meanwhile. */
  private become(id: string, state: BackupState, facts: Partial<BackupItem>): void {
    const before = this.find(id);
    if (!before || !canBecome(before.state, state)) return;
    const after: BackupItem = { ...before, ...facts, state };
    this.change({ items: this.snapshot.items.map((item) => (item === before ? after : item)) });
    void this.tools.store.put(after);
  }

  private find(id: string): BackupItem | undefined {
    return this.snapshot.items.find((item) => item.id === id);
  }

  private change(changes: Partial<BackupSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...changes };
    for (const listener of this.listeners) listener();
  }
}
