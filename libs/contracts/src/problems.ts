import { z } from 'zod';

interface Problem {
  readonly status: number;
  /** What a person reads when nothing more exact is known. */
  readonly title: string;
  readonly log: 'debug' | 'info' | 'warn' | 'error';
}

/** Every way a request can fail: the one table from code to status, title and log level (RFC 9457). */
export const PROBLEMS = {
  'request.invalid': { status: 400, title: 'The request is not valid.', log: 'info' },
  'request.not-found': { status: 404, title: 'There is nothing at this address.', log: 'debug' },
  'request.method-not-allowed': {
    status: 405,
    title: 'This address does not take that method.',
    log: 'debug',
  },
  'request.too-large': { status: 413, title: 'The request is too large.', log: 'info' },
  'request.unsupported-media-type': {
    status: 415,
    title: 'This type of content is not taken here.',
    log: 'info',
  },
  'request.forged': { status: 403, title: 'The request came from another site.', log: 'warn' },
  'request.rate-limited': { status: 429, title: 'Too many tries. Wait a little.', log: 'warn' },
  'auth.wrong-credentials': { status: 401, title: 'The name or the password is wrong.', log: 'info' },
  'auth.required': { status: 401, title: 'Sign in first.', log: 'debug' },
  'auth.token-invalid': { status: 401, title: 'This token is not valid.', log: 'info' },
  'auth.token-expired': { status: 401, title: 'This token has expired.', log: 'debug' },
  'auth.session-revoked': { status: 401, title: 'This session was ended.', log: 'info' },
  'auth.refresh-reused': {
    status: 401,
    title: 'This refresh token was used before; the session was ended to be safe.',
    log: 'warn',
  },
  'auth.forbidden': { status: 403, title: 'Your role does not allow this.', log: 'info' },
  'auth.proof-required': {
    status: 401,
    title: 'This sign-in is bound to a key of its device, and the proof of it is missing.',
    log: 'info',
  },
  'auth.proof-invalid': {
    status: 401,
    title: 'The proof of the device key is not valid; the clock of the device may be wrong.',
    log: 'warn',
  },
  'event.not-parked': { status: 404, title: 'There is no such parked event.', log: 'debug' },
  'user.not-found': { status: 404, title: 'There is no such person.', log: 'debug' },
  'user.name-taken': { status: 409, title: 'Somebody has this name already.', log: 'debug' },
  'user.last-admin': { status: 409, title: 'The hub needs one admin at least.', log: 'info' },
  'pairing.not-found': { status: 404, title: 'This code is not one of this hub.', log: 'info' },
  'pairing.used': { status: 409, title: 'This code was used already. Ask for a new one.', log: 'info' },
  'pairing.expired': { status: 410, title: 'This code has expired. Ask for a new one.', log: 'debug' },
  'pairing.revoked': { status: 410, title: 'This code was withdrawn. Ask for a new one.', log: 'info' },
  'device.not-found': { status: 404, title: 'There is no such device.', log: 'debug' },
  'device.no-mac-address': {
    status: 409,
    title: 'The network address (MAC) of this device is not known.',
    log: 'debug',
  },
  'auth.app-password-not-found': { status: 404, title: 'There is no such app password.', log: 'debug' },
  'auth.app-passwords-too-many': {
    status: 409,
    title: 'You have as many app passwords as you can. Remove one first.',
    log: 'info',
  },
  'session.not-found': { status: 404, title: 'There is no such session.', log: 'debug' },
  'file.not-found': { status: 404, title: 'There is no such file.', log: 'debug' },
  'file.missing-on-disk': {
    status: 404,
    title: 'This file is listed, but it is not on the disk just now.',
    log: 'warn',
  },
  'file.no-thumbnail': { status: 404, title: 'There is no picture of this file.', log: 'debug' },
  'file.no-storyboard': { status: 404, title: 'There are no small pictures of this film.', log: 'debug' },
  'file.no-rendition': {
    status: 404,
    title: 'This file cannot be made ready for other players.',
    log: 'debug',
  },
  'rendition.not-ready': { status: 503, title: 'It is still being made.', log: 'debug' },
  'file.name-invalid': { status: 400, title: 'A file or folder cannot have this name.', log: 'info' },
  'file.name-taken': { status: 409, title: 'Something has this name there already.', log: 'debug' },
  'file.not-moved': {
    status: 507,
    title: 'The disk does not let this be done: there is no room, or the hub may not write there.',
    log: 'warn',
  },
  'folder.not-found': { status: 404, title: 'There is no such folder.', log: 'debug' },
  'folder.name-taken': { status: 409, title: 'Something has this name there already.', log: 'debug' },
  'folder.not-empty': {
    status: 409,
    title: 'Something in this folder is not in the index, so the folder stays.',
    log: 'info',
  },
  'folder.no-parent': {
    status: 409,
    title: 'The folder that this should go into is not there.',
    log: 'debug',
  },
  'lock.held': { status: 423, title: 'Another program holds a lock on this.', log: 'debug' },
  'lock.not-found': { status: 409, title: 'There is no such lock on this.', log: 'debug' },
  'lock.too-many': { status: 429, title: 'You hold as many locks as you can.', log: 'warn' },
  'property.too-many': { status: 507, title: 'As much is said of this as is kept.', log: 'info' },
  'folder.inside-itself': { status: 409, title: 'A folder cannot be moved into itself.', log: 'debug' },
  'album.not-found': { status: 404, title: 'There is no such album.', log: 'debug' },
  'album.full': { status: 409, title: 'An album holds no more files than it has now.', log: 'info' },
  'archive.not-found': { status: 404, title: 'There is no such archive.', log: 'debug' },
  'archive.expired': { status: 410, title: 'This address has expired. Ask for a new one.', log: 'debug' },
  'archive.empty': { status: 409, title: 'There is nothing to put into an archive.', log: 'debug' },
  'archive.too-many': { status: 409, title: 'These are more files than an archive takes.', log: 'info' },
  'upload.not-found': { status: 404, title: 'There is no such upload.', log: 'debug' },
  'upload.offset-mismatch': {
    status: 409,
    title: 'The upload stands at another place than this piece begins.',
    log: 'info',
  },
  'upload.busy': { status: 423, title: 'Another request is writing to this upload.', log: 'info' },
  // Of the tus protocol's checksum extension.
  'upload.checksum-mismatch': {
    status: 460,
    title: 'The bytes that arrived are not the ones that were sent.',
    log: 'warn',
  },
  'upload.version-unsupported': {
    status: 412,
    title: 'This version of the tus protocol is not spoken here.',
    log: 'info',
  },
  'upload.name-invalid': { status: 400, title: 'A file cannot be stored under this name.', log: 'info' },
  'upload.too-large': { status: 413, title: 'The file is larger than what is taken here.', log: 'info' },
  'upload.no-space': { status: 507, title: 'The disk has no room for this.', log: 'error' },
  'upload.quota-exceeded': {
    status: 507,
    title: 'This would be more than you may keep on this hub.',
    log: 'info',
  },
  'upload.not-stored': {
    status: 507,
    title: 'All of the file is here, but it cannot be put into its folder.',
    log: 'warn',
  },
  'upload.folder-changed': {
    status: 409,
    title: 'Its folder was taken away or replaced while the file was being put into it. Try again.',
    log: 'info',
  },
  'upload.refused': { status: 422, title: 'The virus scanner refused this file.', log: 'warn' },
  'share.not-found': { status: 404, title: 'There is no such link.', log: 'debug' },
  'share.expired': { status: 410, title: 'This link has expired. Ask for a new one.', log: 'debug' },
  'share.used-up': {
    status: 410,
    title: 'This link was opened as often as it may be. Ask for a new one.',
    log: 'debug',
  },
  'share.revoked': { status: 410, title: 'This link was ended by whoever made it.', log: 'debug' },
  'share.password-required': { status: 401, title: 'This link asks for a password.', log: 'debug' },
  'share.password-wrong': { status: 401, title: 'The password of this link is another one.', log: 'info' },
  'share.no-uploads': { status: 403, title: 'Nothing can be added by this link.', log: 'info' },
  'share.full': { status: 413, title: 'As much came by this link as it takes.', log: 'info' },
  'pin.too-many': { status: 409, title: 'This device keeps as many files as it can.', log: 'info' },
  'share.empty': { status: 409, title: 'There is nothing in it to share.', log: 'debug' },
  'link.invalid': { status: 403, title: 'This link is not valid.', log: 'info' },
  'link.expired': { status: 410, title: 'This link has expired.', log: 'debug' },
  'capture.session-not-found': { status: 404, title: 'There is no such recording session.', log: 'debug' },
  'capture.session-ended': { status: 410, title: 'This recording session is over.', log: 'debug' },
  'capture.token-invalid': { status: 401, title: 'This code is not one of this hub.', log: 'info' },
  'capture.token-expired': { status: 410, title: 'This code has expired. Ask for a new one.', log: 'debug' },
  'capture.device-registered': { status: 409, title: 'This phone has used the code already.', log: 'info' },
  'capture.session-full': {
    status: 409,
    title: 'As many phones as were expected have joined already.',
    log: 'info',
  },
  'capture.too-many-sessions': {
    status: 429,
    title: 'Too many recording sessions are open. End one of them first.',
    log: 'warn',
  },
  'capture.frame-invalid': { status: 400, title: 'This is no picture that can be used.', log: 'info' },
  'capture.no-device': { status: 409, title: 'No phone is connected.', log: 'debug' },
  'capture.not-in-step': {
    status: 409,
    title: 'The phones are more than 200 ms apart, or their clocks are not known yet.',
    log: 'info',
  },
  'capture.take-running': { status: 409, title: 'A take is being recorded already.', log: 'debug' },
  'capture.take-not-found': { status: 404, title: 'There is no such take.', log: 'debug' },
  'capture.take-not-ready': { status: 409, title: 'This take is not finished yet.', log: 'debug' },
  'capture.not-calibrated': {
    status: 409,
    title: 'The cameras of this take are not calibrated.',
    log: 'debug',
  },
  'capture.calibration-failed': {
    status: 422,
    title: 'The cameras could not be worked out from these views of the board.',
    log: 'info',
  },
  'capture.no-webrtc': { status: 503, title: 'This hub takes no WebRTC just now.', log: 'info' },
  'library.offline': {
    status: 409,
    title: 'The library folder is not there just now, so nothing in it counts as removed.',
    log: 'info',
  },
  'library.too-slow': {
    status: 503,
    title: 'Finding this takes too long. Narrow it down, or try again when the hub has less to do.',
    log: 'info',
  },
  'library.waking': {
    status: 503,
    title: 'The box that holds your files sleeps. It was asked to wake, which takes a minute or two.',
    log: 'info',
  },
  'library.busy': {
    status: 503,
    title: 'Something larger is being moved just now. Try again shortly.',
    log: 'info',
  },
  'request.precondition-failed': {
    status: 412,
    title: 'The file is not the one that was asked for.',
    log: 'debug',
  },
  'range.not-satisfiable': { status: 416, title: 'The file has no such range of bytes.', log: 'debug' },
  'drop.session-not-found': { status: 404, title: 'There is no such drop.', log: 'debug' },
  'drop.session-expired': { status: 410, title: 'This drop has ended. Ask for a new one.', log: 'debug' },
  'drop.password-wrong': { status: 401, title: 'The password of this drop is another one.', log: 'info' },
  'drop.session-full': {
    status: 409,
    title: 'There are as many devices in this drop as fit in.',
    log: 'info',
  },
  'drop.words-taken': { status: 409, title: 'These words are those of another drop.', log: 'info' },
  'drop.peer-not-found': { status: 404, title: 'This device is not in the drop any more.', log: 'debug' },
  'drop.relay-taken': {
    status: 409,
    title: 'Somebody is sending or fetching under this id already.',
    log: 'info',
  },
  'drop.relay-unmet': { status: 409, title: 'The other device did not come.', log: 'debug' },
  'drop.relay-broken': { status: 409, title: 'The other device has gone in the middle of it.', log: 'debug' },
  'drop.quota-exceeded': {
    status: 413,
    title: 'As much has gone through the hub in this drop as it lets through.',
    log: 'info',
  },
  'service.unavailable': {
    status: 503,
    title: 'A part of Hearth is not ready. Try again shortly.',
    log: 'error',
  },
  'service.failed': { status: 500, title: 'Something went wrong on our side.', log: 'error' },
} as const satisfies Record<string, Problem>;

export type ProblemCode = keyof typeof PROBLEMS;

/** The `type` of a problem's body. */
export const problemTypeOf = (code: ProblemCode): string => `urn:hearth:problem:${code}`;

export const PROBLEM_CODES = Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]];

/** The `application/problem+json` body of every failed request (RFC 9457, section 3). */
export const problemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(PROBLEM_CODES),
  detail: z.string().optional(),
  requestId: z.string().optional(),
  /** One entry for each field of the request that is not valid. */
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type ProblemBody = z.infer<typeof problemBody>;
