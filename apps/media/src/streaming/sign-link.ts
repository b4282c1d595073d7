import type { SessionId } from '@hearth/contracts';
import { createHash, timingSafeEqual } from 'node:crypto';

/** A link stays the same for so long, so that a browser that lists the library again finds the picture in its cache. */
const STABLE_SEC = 600;

interface Link {
  /** Inside the derived folder: hexadecimal digits, slashes and a name, nothing that would need encoding. */
  readonly path: string;
  readonly sessionId: SessionId;
  readonly secret: string;
  readonly now: Date;
}

/**
 * The address of a derived image that nginx serves by itself, for 10 to 20 minutes. The digest is what
 * `secure_link_md5 "$secure_link_expires:$uri:$arg_s:SECRET"` expects: MD5, as nginx knows no other. The secret stands at its end, so
 * that nothing can be appended to what was signed.
 */
export function signLink({ path, sessionId, secret, now }: Link): string {
  const expires = (Math.floor(now.getTime() / 1000 / STABLE_SEC) + 2) * STABLE_SEC;
  const uri = `/d/${path}`;
  return `${uri}?s=${sessionId}&e=${expires}&k=${digestOf({ uri, sessionId, expires, secret })}`;
}

interface Signed {
  readonly uri: string;
  readonly sessionId: string;
  readonly expires: number;
  readonly secret: string;
}

function digestOf({ uri, sessionId, expires, secret }: Signed): string {
  return createHash('md5').update(`${expires}:${uri}:${sessionId}:${secret}`).digest('base64url');
}

/** What nginx checks, for what it passes on to media. */
export function isSigned(link: Signed, digest: string): boolean {
  const [expected, given] = [Buffer.from(digestOf(link)), Buffer.from(digest)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}
