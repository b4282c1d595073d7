/** Close codes: RFC 6455, section 7.4.1, and the registry's 1013; from 4000 on they are ours. */
export const CLOSE = {
  done: [1000, 'done'],
  goingAway: [1001, 'the hub is restarting'],
  flooded: [1008, 'too many messages'],
  tooSlow: [1013, 'messages come faster than they are read'],
  signInAgain: [4401, 'sign in again'],
  silent: [4408, 'nothing was said in time'],
  ended: [4410, 'this has ended'],
} as const satisfies Record<string, readonly [number, string]>;

export type CloseReason = (typeof CLOSE)[keyof typeof CLOSE];
