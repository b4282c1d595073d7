import { createHmac } from 'node:crypto';

export interface IceServer {
  readonly urls: string[];
  readonly username?: string;
  readonly credential?: string;
}

interface Settings {
  /** As the device reaches the hub: its TURN server is at the same place. */
  readonly host: string;
  /** Of the hub's own TURN server, which answers STUN as well; undefined: there is none. */
  readonly turn?: { readonly port: number; readonly secret: string } | undefined;
  /** Of others, `stun:` or `turn:` without credentials. */
  readonly others: readonly string[];
  readonly sessionId: string;
  readonly nowMs: number;
}

/** Longer than it takes to connect; a connection that stands renews its allocation with the same credentials. */
export const CREDENTIAL_LIFETIME_SEC = 10 * 60;

/** What a device needs to find a way to another: credentials by the scheme of coturn's `use-auth-secret`. */
export function listIceServers({ host, turn, others, sessionId, nowMs }: Settings): IceServer[] {
  const foreign = others.length > 0 ? [{ urls: [...others] }] : [];
  if (!turn) return foreign;
  const username = `${Math.floor(nowMs / 1000) + CREDENTIAL_LIFETIME_SEC}:${sessionId}`;
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64');
  const at = `${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${turn.port}`;
  return [
    { urls: [`stun:${at}`] },
    { urls: [`turn:${at}?transport=udp`, `turn:${at}?transport=tcp`], username, credential },
    ...foreign,
  ];
}

/** The name or address in a `Host` header. */
export function hostnameOf(hostHeader: string): string {
  return /^(\[[^\]]*\]|[^:]*)/.exec(hostHeader)?.[1] ?? '';
}
