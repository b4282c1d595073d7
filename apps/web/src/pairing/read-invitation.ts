/** What a device was given to join with. */
export type InvitationSecret = { readonly token: string } | { readonly code: string };

/** A code of a recording session is a token of another kind: three parts with points between them (RFC 7519). */
export interface CaptureInvitation {
  readonly captureToken: string;
}

export type ReadInvitation = InvitationSecret | CaptureInvitation | 'none' | 'foreign';

/** The fragment of the address that was scanned: it never leaves this device but in the question to the hub. */
export function readFragment(hash: string): ReadInvitation {
  const token = hash.replace(/^#/, '');
  if (token === '') return 'none';
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return { captureToken: token };
  return /^[\w-]{32}$/.test(token) ? { token } : 'foreign';
}

/** Six digits however they were typed: `482 913`, `482-913`. Undefined while it is not a code. */
export function readCode(typed: string): string | undefined {
  const digits = typed.replace(/\D/g, '');
  return digits.length === 6 ? digits : undefined;
}
