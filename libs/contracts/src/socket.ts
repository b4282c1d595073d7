import type { z } from 'zod';
import type { Access } from './endpoint.js';

export interface SocketDefinition<
  FromClient extends z.ZodType = z.ZodType,
  FromServer extends z.ZodType = z.ZodType,
> {
  readonly name: string;
  /** As seen from outside. */
  readonly path: string;
  /** `open`: whoever comes from a page of ours, or from no page at all; it may say who it is in its first message. */
  readonly access: Exclude<Access, 'ticket' | 'service'>;
  readonly summary: string;
  /** What a client may say: text frames of JSON. */
  readonly fromClient: FromClient;
  readonly fromServer: FromServer;
  /** Whether binary frames are taken as well. */
  readonly binary: boolean;
  /** A longer frame ends the connection (close code 1009). */
  readonly maxMessageBytes: number;
}

type SocketSpec<C extends z.ZodType, S extends z.ZodType> = Omit<SocketDefinition<C, S>, 'binary'> & {
  readonly binary?: boolean;
};

/** The one definition of a WebSocket: its address, who is let in, and what is said on it. */
export function defineSocket<C extends z.ZodType, S extends z.ZodType>(
  spec: SocketSpec<C, S>,
): SocketDefinition<C, S> {
  return { ...spec, binary: spec.binary ?? false };
}

/** What a client may say, parsed. */
export type FromClient<D extends SocketDefinition> = z.output<D['fromClient']>;
export type FromServer<D extends SocketDefinition> = z.output<D['fromServer']>;
