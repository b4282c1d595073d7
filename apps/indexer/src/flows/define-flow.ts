import type { FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';

/** Work that is done once per file, apart from the chain that makes the index: renditions, hashes, previews. */
export interface Flow {
  /** Of small letters and hyphens; names its queue and its failures. */
  readonly name: string;
  /** How many files one copy of the indexer works at together. */
  readonly concurrency: number;
  /** Tries in a row before the file is put aside with its reason. */
  readonly attempts: number;
  /** Pause before the second try; twice as long before each one after it. */
  readonly backoffMs: number;
  /** What takes longer is ended, and counts as failed. */
  readonly lastsAtMostMs: number;
  /** How often it is asked what is due. Short where people wait for it. */
  readonly lookEveryMs: number;
  /** How long it is not asked again after nothing was due; for what nobody waits for. */
  readonly restMs: number;
  /**
   * Which files need it now, the most urgent first, not more than `limit`. The catalogue is asked again and again, so that
   * nothing is lost with Redis: the answer must leave out what is done, and with `mayTryStep(name)` what was put aside.
   */
  findDue(database: Queryable, limit: number): Promise<FileId[]>;
}

type FlowSpec = Pick<Flow, 'name' | 'findDue'> & Partial<Flow>;

/** The one definition of a flow. `FlowsModule.forFeature` gives it a queue and workers. */
export function defineFlow(spec: FlowSpec): Flow {
  if (!/^[a-z]+(-[a-z]+)*$/.test(spec.name)) throw new TypeError(`not a name for a flow: ${spec.name}`);
  return {
    concurrency: 1,
    attempts: 3,
    backoffMs: 5_000,
    lastsAtMostMs: 10 * 60_000,
    lookEveryMs: 5_000,
    restMs: 0,
    ...spec,
  };
}

/** What a flow does with one file. Doing it again, or for a file that is gone or does not need it any more, must change nothing. */
export interface FlowHandler {
  /**
   * @param signal aborts when the time is up or the service ends
   * @throws StepFailed with a reason for people; anything else is tried again and then put aside as well
   */
  run(fileId: FileId, signal: AbortSignal): Promise<void>;
}

/** A step failed. With `isPassing` (overload, a full disk) it is tried again later by itself, however often it fails. */
export class StepFailed extends Error {
  readonly isPassing: boolean;

  /** @param reason in words for people */
  constructor(reason: string, { isPassing = false } = {}) {
    super(reason);
    this.name = 'StepFailed';
    this.isPassing = isPassing;
  }
}
