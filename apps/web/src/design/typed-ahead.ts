let keys: string | undefined;

/** What is typed from now on is meant for a box that is not there yet. */
export function beginTypingAhead(): void {
  keys = '';
}

export function typeAhead(key: string): void {
  if (keys !== undefined && key.length === 1) keys += key;
}

/** What was typed until now; the box gets the rest itself. */
export function takeTypedAhead(): string {
  const typed = keys ?? '';
  keys = undefined;
  return typed;
}
