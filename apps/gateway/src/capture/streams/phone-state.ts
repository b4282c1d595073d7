import { CLOCK_ROUNDS_TO_BE_READY, type CaptureDevice } from '@hearth/contracts';

interface PhoneFacts {
  readonly hasLeft: boolean;
  readonly isSilent: boolean;
  /** Ever, since this gateway keeps the session. */
  readonly wasHeard: boolean;
  readonly isRecording: boolean;
  /** Of its clock. */
  readonly rounds: number;
}

/** What a director is told of a phone, the gravest first. */
export function stateOfPhone({
  hasLeft,
  isSilent,
  wasHeard,
  isRecording,
  rounds,
}: PhoneFacts): CaptureDevice['state'] {
  if (hasLeft) return 'gone';
  if (isSilent) return wasHeard ? 'lost' : 'joined';
  if (isRecording) return 'recording';
  return rounds >= CLOCK_ROUNDS_TO_BE_READY ? 'ready' : 'joined';
}
