import { ProblemError } from '@hearth/contracts';

interface JoinRefusal {
  readonly title: string;
  readonly advice: string;
  /** Whether asking again may go better. */
  readonly isWorthRetrying: boolean;
}

const REFUSALS: Readonly<Record<string, Omit<JoinRefusal, 'isWorthRetrying'>>> = {
  'capture.token-expired': {
    title: 'This code has run out',
    advice: 'A code is good for some minutes. Ask whoever directs to show a new one, and scan that.',
  },
  'capture.token-invalid': {
    title: 'This code isn’t from this hub',
    advice: 'It may belong to another Hearth. Scan the one that is on the director’s screen now.',
  },
  'capture.session-ended': {
    title: 'This session is over',
    advice: 'To film once more, ask whoever directs for the code of a new one.',
  },
  'capture.session-full': {
    title: 'This phone can’t join',
    advice: 'As many phones as were expected have joined. Whoever directs can begin a session with more.',
  },
  'capture.device-registered': {
    title: 'This phone has used the code already',
    advice: 'Ask whoever directs for the code of a new session, and scan that.',
  },
};

/** What stands on a phone that can't join a recording session, and what to do next. */
export function describeJoinRefusal(error: unknown): JoinRefusal {
  if (!(error instanceof ProblemError))
    return {
      title: 'Hearth can’t be reached',
      advice: 'Is this phone on the home network, and is the hub switched on?',
      isWorthRetrying: true,
    };
  const known = REFUSALS[error.problem.code];
  if (known) return { ...known, isWorthRetrying: false };
  return { title: 'That didn’t work', advice: error.message, isWorthRetrying: true };
}
