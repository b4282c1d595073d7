import type { ProblemCode } from '@hearth/contracts';
import type { PeerKind } from './peer.js';

/** Between two copies of the gateway: `[u32 length of the head][head: JSON][bytes]` in one message. */
export type WireHead =
  | {
      readonly do: 'open';
      readonly sessionId: string;
      readonly peerId: string;
      readonly phone: { readonly deviceId: string; readonly kind: PeerKind } | null;
    }
  | { readonly do: 'say'; readonly peerId: string; readonly message: unknown }
  | { readonly do: 'frame'; readonly peerId: string; readonly transport: string }
  | { readonly do: 'close'; readonly peerId: string }
  | {
      readonly do: 'call';
      readonly sessionId: string;
      readonly name: string;
      readonly input: unknown;
    };

/**
 * The call that is made again and again: whether the connection `{ peerId }` is known there. Nobody answers for a gateway that
 * died.
 */
export const KNOW = 'know';

/** To the gateway that keeps a session, and to the connections that others hold for it. */
export const homeSubject = (gatewayId: string) => `hearth.live.capture.home.${gatewayId}`;
export const peerSubject = (peerId: string) => `hearth.live.capture.peer.${peerId}`;

export type WireAnswer =
  { readonly ok: unknown } | { readonly problem: ProblemCode; readonly detail?: string | undefined };

export function writeWire(head: object, bytes: Uint8Array = new Uint8Array()): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(head));
  const wire = new Uint8Array(4 + text.length + bytes.length);
  new DataView(wire.buffer).setUint32(0, text.length);
  wire.set(text, 4);
  wire.set(bytes, 4 + text.length);
  return wire;
}

export function readWire<H>(wire: Uint8Array): { head: H; bytes: Uint8Array } {
  const length = new DataView(wire.buffer, wire.byteOffset, wire.byteLength).getUint32(0);
  const head = JSON.parse(new TextDecoder().decode(wire.subarray(4, 4 + length))) as H;
  return { head, bytes: wire.subarray(4 + length) };
}
