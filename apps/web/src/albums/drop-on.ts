interface Identified {
  readonly id: string;
}

/** A file that goes to another place; the albums know places as "before this one", null: at the end. */
export interface Drop {
  readonly id: string;
  readonly before: string | null;
}

/** The files that can be lifted and dropped on. Of a list that goes on the last one cannot: what it stands before is not here yet. */
export function placesOf<F>(files: readonly F[], hasMore: boolean): readonly F[] {
  return hasMore ? files.slice(0, -1) : files;
}

/** What dropping one file on another makes of an order: it takes the place of that one. Undefined where nothing changes. */
export function dropOn(
  files: readonly Identified[],
  id: string,
  onId: string | null,
): (Drop & { readonly formerBefore: string | null }) | undefined {
  const [from, to] = [id, onId].map((one) => files.findIndex((file) => file.id === one)) as [number, number];
  if (from < 0 || to < 0 || from === to) return undefined;
  const others = files.filter((file) => file.id !== id);
  return { id, before: others[to]?.id ?? null, formerBefore: others[from]?.id ?? null };
}

/** An order after a drop; the same where it holds already, or where the place is not known. */
export function put<F extends Identified>(files: readonly F[], { id, before }: Drop): readonly F[] {
  const file = files.find((one) => one.id === id);
  const others = files.filter((one) => one !== file);
  const at = before === null ? others.length : others.findIndex((one) => one.id === before);
  return file && at >= 0 ? [...others.slice(0, at), file, ...others.slice(at)] : files;
}
