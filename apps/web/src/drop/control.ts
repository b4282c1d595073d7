import { z } from 'zod';
import { manifest } from './manifest.ts';

const id = z.string().regex(/^[\w-]{8,64}$/);
const position = z.int().min(0);

/** What two devices say to each other about what is handed over; sealed, so that they alone know. */
export const control = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('description'), sdp: z.string(), type: z.enum(['offer', 'answer']) }),
  z.object({ kind: z.literal('candidate'), candidate: z.record(z.string(), z.unknown()).nullable() }),
  z.object({ kind: z.literal('offer'), manifest }),
  /** Yes, and everything before `have` is here already. */
  z.object({
    kind: z.literal('accept'),
    id,
    have: position,
    /** Parcels may come squeezed. */
    unfolds: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('decline'), id }),
  z.object({ kind: z.literal('ack'), id, upTo: position }),
  /** Where are you? */
  z.object({ kind: z.literal('ask'), id }),
  /** All has been sent; this is the hash of it. */
  z.object({ kind: z.literal('end'), id, sha256: z.string() }),
  z.object({ kind: z.literal('done'), id }),
  z.object({ kind: z.literal('failed'), id, why: z.string().max(200) }),
  z.object({ kind: z.literal('pause'), id, isPaused: z.boolean() }),
  z.object({ kind: z.literal('cancel'), id }),
  /** What comes next goes through the hub, under addresses made of this number. */
  z.object({ kind: z.literal('relay'), epoch: position, isOn: z.boolean() }),
  /** A piece of something longer than fits in one message. */
  z.object({ kind: z.literal('piece'), of: z.int().min(2).max(200), text: z.string() }),
]);
export type Control = z.infer<typeof control>;

const LONGEST = 30_000;

/** As many pieces as it takes. */
export function piecesOf(said: Control): Control[] {
  const text = JSON.stringify(said);
  if (text.length <= LONGEST) return [said];
  const of = Math.ceil(text.length / LONGEST);
  return Array.from({ length: of }, (_, n) => ({
    kind: 'piece',
    of,
    text: text.slice(n * LONGEST, (n + 1) * LONGEST),
  }));
}

/** Puts pieces, which come in order, together again. */
export class Pieces {
  private texts: string[] = [];

  /** What is whole now, if something is. Throws for what is none. */
  add(said: unknown): Control | undefined {
    const read = control.parse(said);
    if (read.kind !== 'piece') return read;
    this.texts.push(read.text);
    if (this.texts.length < read.of) return undefined;
    const text = this.texts.join('');
    this.texts = [];
    return control.parse(JSON.parse(text));
  }
}
