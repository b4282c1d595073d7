import { DAV_ROOT } from '@hearth/contracts';
import { HearthError } from '@hearth/platform';

/**
 * The address of a request, or of a header, as a path in the library: folders joined by `/`, empty for the library itself. Throws
 * `request.invalid` for what is no path, and for steps out of it.
 */
export function readDavPath(address: string): string {
  const path = address.split(/[?#]/, 1)[0] as string;
  if (!path.startsWith(DAV_ROOT) && `${path}/` !== DAV_ROOT) throw notAPath();
  const parts = path.slice(DAV_ROOT.length).split('/').filter(Boolean).map(decoded);
  if (parts.some((part) => part === '.' || part === '..' || /[/\0]/.test(part))) throw notAPath();
  return parts.join('/');
}

/** The path of an address as `Destination` and `If` have it: absolute, of this very host, or without a host (RFC 4918, section 8.3). */
export function readDavAddress(address: string, host: string | undefined): string | undefined {
  if (address.startsWith('/')) return readDavPath(address);
  if (!URL.canParse(address)) throw notAPath();
  const { protocol, host: named } = new URL(address);
  if (!/^https?:$/.test(protocol)) throw notAPath();
  const isHere = host === undefined || named === host.toLowerCase() || hostName(named) === hostName(host);
  return isHere ? readDavPath(address.slice(address.indexOf('/', protocol.length + 2))) : undefined;
}

/** The address of a file or folder, as it stands in an answer. */
export function davHref(path: string, kind: 'file' | 'folder'): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return `${DAV_ROOT}${encoded}${kind === 'folder' && path !== '' ? '/' : ''}`;
}

/** A proxy in front may name a port or none. */
function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw notAPath();
  }
}

function notAPath(): HearthError {
  return new HearthError('request.invalid', { detail: 'This is no address below /dav/.' });
}
