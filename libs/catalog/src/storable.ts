/** Postgres keeps no NUL and no half of a surrogate pair; what people write into tags may have both. */
export function storable(text: string | null | undefined): string | null {
  return text?.toWellFormed().replaceAll('\0', '') ?? null;
}

/** The same of each text in it. */
export function storableParts(parts: object | null | undefined): unknown {
  if (!parts) return null;
  const text = JSON.stringify(parts, (_, part: unknown) =>
    typeof part === 'string' ? storable(part) : part,
  );
  return JSON.parse(text) as unknown;
}
