import type { Manifest } from './manifest.ts';
import type { PeerLink } from './peer-link.ts';
import type { PathKind } from './transport.ts';
import { mayBecome, type TransferState } from './transfer-states.ts';

/** What a page shows of a transfer. */
export interface TransferView {
  readonly id: string;
  readonly direction: 'out' | 'in';
  readonly device: string;
  readonly peerName: string;
  readonly manifest: Manifest;
  readonly state: TransferState;
  readonly bytes: number;
  readonly bytesDone: number;
  readonly path: PathKind | undefined;
  /** Why it failed, or what it waits for. */
  readonly why: string | undefined;
  readonly startedAt: number;
  /** How many bytes were sent more than once. */
  readonly bytesSentAgain: number;
  readonly isPausedByMe: boolean;
  readonly isPausedByThem: boolean;
  /** It was written to where the person wants it. */
  readonly isSaved?: boolean;
  /** It came before this page was opened. */
  readonly isFromBefore?: boolean;
  /** Another window of this browser has it, from which this one can take it over. */
  readonly isElsewhere?: boolean;
}

/** What both sides of a transfer have in common: a state, of which each change is allowed and told. */
export abstract class Transfer {
  state: TransferState = 'offered';
  why: string | undefined;
  isPausedByMe = false;
  isPausedByThem = false;
  protected link: PeerLink | undefined;

  constructor(
    readonly manifest: Manifest,
    readonly device: string,
    public peerName: string,
    protected readonly changed: () => void,
    readonly startedAt = Date.now(),
  ) {}

  get id(): string {
    return this.manifest.id;
  }

  get isOpen(): boolean {
    return ['offered', 'running', 'paused', 'waiting'].includes(this.state);
  }

  abstract view(): TransferView;

  /** Whether it goes by this link. */
  isWith(link: PeerLink | undefined): boolean {
    return link !== undefined && this.link === link;
  }

  become(state: TransferState, why?: string): boolean {
    if (!mayBecome(this.state, state)) return false;
    this.state = state;
    this.why = why;
    this.changed();
    return true;
  }
}
