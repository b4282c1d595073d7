/** A file that goes to another place; the albums know places as "before this one", null: at the end. */
export interface Drop {
  readonly id: string;
  readonly before: string | null;
}

/** What dropping one file on another makes of an order: it takes the place of that one. Undefined where nothing changes. */
export function dropOn<F extends { readonly id: string }>(
  files: readonly F[],
  id: string,
  onId: string | null,
): (Drop & { readonly formerBefore: string | null; readonly files: readonly F[] }) | undefined {
  const [from, to] = [id, onId].map((one) => files.findIndex((file) => file.id === one)) as [number, number];
  const file = files[from];
  if (!file || to < 0 || from === to) return undefined;
  const others = files.filter((one) => one !== file);
  return {
    id,
    before: others[to]?.id ?? null,
    formerBefore: others[from]?.id ?? null,
    files: [...others.slice(0, to), file, ...others.slice(to)],
  };
}
