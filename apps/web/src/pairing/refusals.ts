import { ProblemError } from '@hearth/contracts';

interface Refusal {
  readonly title: string;
  readonly advice: string;
  /** Whether asking again may go better. */
  readonly isWorthRetrying: boolean;
}

export const FOREIGN: Refusal = {
  title: 'This code isn’t from this hub',
  advice:
    'It may belong to another Hearth, or a digit is wrong. Ask for the code on the hub’s “Pair a phone” page.',
  isWorthRetrying: false,
};

/** What stands on the phone when it can't join, and what to do next. */
export function describeRefusal(error: unknown): Refusal {
  if (!(error instanceof ProblemError)) {
    return {
      title: 'Hearth can’t be reached',
      advice: 'Is this phone on the home network, and is the hub switched on?',
      isWorthRetrying: true,
    };
  }
  switch (error.problem.code) {
    case 'pairing.not-found':
    case 'request.invalid':
      return FOREIGN;
    case 'pairing.used':
      return {
        title: 'This code was used already',
        advice:
          'A code lets one device in. Was it not you? Then look at the list of devices on the hub, and forget the one you don’t know.',
        isWorthRetrying: false,
      };
    case 'pairing.expired':
      return {
        title: 'This code has run out',
        advice: 'Codes live for a few minutes. Scan the one that is on the hub’s screen now.',
        isWorthRetrying: false,
      };
    case 'pairing.revoked':
      return {
        title: 'This code was withdrawn',
        advice: 'Whoever made it changed their mind, or chose another role. Scan the one on the screen now.',
        isWorthRetrying: false,
      };
    case 'request.rate-limited':
      return {
        title: 'Too many tries',
        advice: 'Wait two minutes, then type the code that is on the screen by then. Scanning works at once.',
        isWorthRetrying: false,
      };
    default:
      return { title: 'That didn’t work', advice: error.message, isWorthRetrying: true };
  }
}
