/** How far an upload is, and what may follow: the conditions of SQL and code come from here. */
export const UPLOAD_TRANSITIONS = {
  /** What is known in the library already is done at once. */
  receiving: ['storing', 'done', 'refused'],
  /** It is written down where it goes; where that failed, another place may be. */
  storing: ['storing', 'done'],
  done: [],
  refused: [],
} as const satisfies Record<string, readonly string[]>;

export type UploadState = keyof typeof UPLOAD_TRANSITIONS;

const STATES = Object.keys(UPLOAD_TRANSITIONS) as UploadState[];

export function mayBecome(from: UploadState, to: UploadState): boolean {
  return (UPLOAD_TRANSITIONS[from] as readonly UploadState[]).includes(to);
}

/** Whether nothing follows any more. */
export function isOver(state: UploadState): boolean {
  return UPLOAD_TRANSITIONS[state].length === 0;
}

/** A condition in SQL, written out so that an index for these states serves it. */
export const IS_UNDER_WAY = isOneOf(STATES.filter((state) => !isOver(state)));

/** As SQL: the row is in a state that this one may follow. */
export function isBefore(to: UploadState): string {
  return isOneOf(STATES.filter((from) => mayBecome(from, to)));
}

function isOneOf(states: readonly UploadState[]): string {
  return `state IN (${states.map((state) => `'${state}'`).join(', ')})`;
}
