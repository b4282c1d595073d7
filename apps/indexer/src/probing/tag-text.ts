/** Tags as readers hand them out: one value, several, or bytes nobody could interpret. */
export type TagValues = Readonly<Record<string, unknown>>;

function toText(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    const parts = value.map(toText).filter((part) => part !== undefined);
    return parts.length > 0 ? parts.join(';') : undefined;
  }
  if (typeof value !== 'string') return undefined;
  const text = value.replace(/\0+$/, '').replace(/\0/g, ';').trim();
  return text || undefined;
}

/** The first of several names, in any case, that has a text; several values are joined by `;`. */
export function findTag(tags: TagValues | undefined, ...names: string[]): string | undefined {
  if (!tags) return undefined;
  const entries = Object.entries(tags);
  for (const name of names) {
    const wanted = name.toLowerCase();
    const found = entries.find(([key, value]) => key.toLowerCase() === wanted && toText(value) !== undefined);
    if (found) return toText(found[1]);
  }
  return undefined;
}

function fromMisreadUtf8(text: string): string {
  const bytes = Buffer.from(text, 'latin1');
  const decoded = bytes.toString('utf8');
  return bytes.toString('latin1') === text && !decoded.includes('\ufffd') ? decoded : text;
}

/** RIFF says nothing about encodings; writers of today use UTF-8 where mediabunny reads ISO 8859-1. */
export function withUtf8<Tags extends object>(tags: Tags): Tags {
  const entries = Object.entries(tags).map(([name, value]: [string, unknown]) => {
    if (typeof value === 'string') return [name, fromMisreadUtf8(value)];
    return [name, name === 'raw' && value !== null && typeof value === 'object' ? withUtf8(value) : value];
  });
  return Object.fromEntries(entries) as Tags;
}
