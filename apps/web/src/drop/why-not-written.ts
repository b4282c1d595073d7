/** What became of a transfer that could not be written, in words for whoever looks; by what the browser's disk says. */
const WORDS: Record<string, string> = {
  QuotaExceededError: 'There is no room left on this device.',
  NoModificationAllowedError: 'It goes on in another window of this browser.',
  TimeoutError:
    'Another window of this browser has it and does not answer. Close that one, then let it go on here.',
  NotFoundError: 'What had come of it is no longer on this device.',
};

export function hasNoRoom(error: unknown): boolean {
  return nameOf(error) === 'QuotaExceededError';
}

/** Another window of this browser has it, so that it is not for this one to say what becomes of it. */
export function isElsewhere(error: unknown): boolean {
  return ['NoModificationAllowedError', 'TimeoutError'].includes(nameOf(error));
}

/** Our own sentences as they are. */
export function whyNotWritten(error: unknown): string {
  const known = WORDS[nameOf(error)];
  if (known !== undefined) return known;
  return error instanceof Error && error.name === 'Error' ? error.message : 'It could not be written here.';
}

/** Why something that came could not be put where somebody wants it. Undefined where they changed their mind. */
export function whyNotSaved(error: unknown): string | undefined {
  const name = nameOf(error);
  if (name === 'AbortError') return undefined;
  if (name === 'QuotaExceededError') return 'There is not enough room for it on this device.';
  if (name === 'NotFoundError' || name === 'NotReadableError') return 'It is no longer on this device.';
  if (name === 'NotAllowedError') return 'The browser may not write there. Choose another folder.';
  return 'It could not be saved. Try again, or another way.';
}

function nameOf(error: unknown): string {
  return error instanceof DOMException ? error.name : '';
}
