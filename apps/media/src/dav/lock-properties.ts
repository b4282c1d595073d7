import type { DavResource } from './dav-resources.js';
import { foldersOf, type DavLock } from './dav-locks.js';
import { davHref } from './dav-path.js';
import { SUPPORTED_LOCKS, writeActiveLock } from './read-lockinfo.js';
import type { WantedProperties } from './read-propfind.js';
import { DAV_NAMESPACE } from './xml-element.js';

/** What a file or folder says of locks (RFC 4918, sections 15.8 and 15.10); `locks` may hold those of others, too. */
export function lockProperties({ path }: DavResource, locks: readonly DavLock[]): [string, string][] {
  const folders = new Set(foldersOf(path));
  const active = locks.filter((lock) => lock.path === path || (lock.isDeep && folders.has(lock.path)));
  const written = active.map((lock) =>
    writeActiveLock({ ...lock, root: davHref(lock.path, lock.isFolder ? 'folder' : 'file') }),
  );
  return [
    ['supportedlock', SUPPORTED_LOCKS],
    ['lockdiscovery', written.join('')],
  ];
}

export function asksForLocks(wanted: WantedProperties): boolean {
  return (
    wanted.kind === 'all' ||
    (wanted.kind === 'some' &&
      wanted.names.some(({ namespace, name }) => namespace === DAV_NAMESPACE && name === 'lockdiscovery'))
  );
}
