import { decideRecovery, type Recovery } from './decide-recovery.ts';

/** A box that wakes takes a minute; each look also asks it again, where that is due. */
const LOOK_AGAIN_MS = 3_000;

interface Waiting {
  /** With what to tell whoever waits; undefined once there is nothing to wait for. */
  readonly onWaking: (reason: string | undefined) => void;
  /** Whether whoever waited has gone on to another file. */
  readonly isLeft: () => boolean;
}

/** What to do about what did not load, once the box with the files is awake; undefined where nobody waits any more. */
export async function awaitRecovery(
  source: string,
  hasRecovered: boolean,
  { onWaking, isLeft }: Waiting,
): Promise<Recovery | undefined> {
  let recovery = await decideRecovery(source, hasRecovered);
  while (recovery.mode === 'waking') {
    if (isLeft()) return undefined;
    onWaking(recovery.reason);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    if (isLeft()) return undefined;
    recovery = await decideRecovery(source, hasRecovered);
  }
  onWaking(undefined);
  return recovery;
}
