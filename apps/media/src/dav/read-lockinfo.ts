import { HearthError } from '@hearth/platform';
import { elementsIn, isDavElement, readXml, writeTag, writeXml } from './xml-element.js';

export interface LockWish {
  readonly isShared: boolean;
  /** Who holds it, in the words of the program: an element, as XML. */
  readonly ownerXml: string;
}

const LONGEST_OWNER = 4_000;
const DEFAULT_TIMEOUT_SEC = 600;
const LONGEST_TIMEOUT_SEC = 3_600;

/** The body of a LOCK (RFC 4918, section 14.11). Throws `request.invalid`. */
export function readLockinfo(body: string): LockWish {
  const root = readXml(body);
  if (!isDavElement(root, 'lockinfo')) throw invalid();
  const of = (name: string) => elementsIn(root).find((child) => isDavElement(child, name));
  const [scope] = elementsIn(of('lockscope') ?? root);
  const [type] = elementsIn(of('locktype') ?? root);
  const isShared = scope !== undefined && isDavElement(scope, 'shared');
  const isKnown = isShared || (scope !== undefined && isDavElement(scope, 'exclusive'));
  if (!isKnown || !type || !isDavElement(type, 'write')) throw invalid();
  const owner = of('owner');
  const ownerXml = owner ? writeXml(owner) : '';
  if (ownerXml.length > LONGEST_OWNER) throw invalid();
  return { isShared, ownerXml };
}

/** The header `Timeout` (RFC 4918, section 10.7): the first wish that is understood, within bounds. */
export function readTimeoutSec(header: string | undefined): number {
  for (const wish of (header ?? '').split(',')) {
    const [, seconds] = /^\s*Second-(\d{1,10})\s*$/i.exec(wish) ?? [];
    if (seconds !== undefined) return Math.min(Math.max(Number(seconds), 1), LONGEST_TIMEOUT_SEC);
    if (/^\s*Infinite\s*$/i.test(wish)) return LONGEST_TIMEOUT_SEC;
  }
  return DEFAULT_TIMEOUT_SEC;
}

/** A lock, as answers describe it (RFC 4918, section 14.1). `root` is the address that it was taken at. */
export function writeActiveLock(lock: {
  readonly token: string;
  readonly isDeep: boolean;
  readonly isShared: boolean;
  readonly ownerXml: string;
  readonly leftSec: number;
  readonly root: string;
}): string {
  const dav = (name: string, content: string) => writeTag({ namespace: 'DAV:', name }, content);
  return dav(
    'activelock',
    [
      dav('locktype', '<D:write/>'),
      dav('lockscope', lock.isShared ? '<D:shared/>' : '<D:exclusive/>'),
      dav('depth', lock.isDeep ? 'infinity' : '0'),
      lock.ownerXml,
      dav('timeout', `Second-${lock.leftSec}`),
      dav('locktoken', dav('href', lock.token)),
      dav('lockroot', dav('href', lock.root)),
    ].join(''),
  );
}

const lockentry = (scope: string) =>
  `<D:lockentry><D:lockscope><D:${scope}/></D:lockscope><D:locktype><D:write/></D:locktype></D:lockentry>`;
export const SUPPORTED_LOCKS = `${lockentry('exclusive')}${lockentry('shared')}`;

function invalid(): HearthError {
  return new HearthError('request.invalid', { detail: 'The body describes no lock.' });
}
