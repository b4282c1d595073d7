/** A place in the stream of events. The epoch is another one when the stream was lost and made anew. */
export interface Cursor {
  readonly epoch: string;
  readonly sequence: number;
}

/** From when the stream was created (ISO 8601): the same on every gateway. */
export function epochOf(streamCreatedAt: string): string {
  return Date.parse(streamCreatedAt).toString(36);
}

export function writeCursor({ epoch, sequence }: Cursor): string {
  return `${epoch}-${sequence}`;
}

/** Undefined for what `writeCursor` did not make. */
export function findCursor(text: string): Cursor | undefined {
  const [, epoch, sequence] = /^([0-9a-z]{1,12})-(\d{1,15})$/.exec(text) ?? [];
  return epoch === undefined ? undefined : { epoch, sequence: Number(sequence) };
}
