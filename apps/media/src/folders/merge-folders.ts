import type { CountedFolder } from '@hearth/catalog';

/** As people sort: whatever the case, accents beside their letters, `2 b` before `10 a`. */
const human = new Intl.Collator('und', { numeric: true });

/** Names that are equal to people have an order, too. */
export function compareNames(one: string, other: string): number {
  return human.compare(one, other) || (one < other ? -1 : Number(one !== other));
}

/** What holds files, and what is on the disk and empty: so many after a name, in the order of people. */
export function mergeFolders(
  counted: readonly CountedFolder[],
  onDisk: readonly string[],
  { after, limit }: { after?: string | undefined; limit: number },
): { folders: CountedFolder[]; nextAfter: string | null } {
  const byName = new Map(onDisk.map((name) => [name, { name, files: 0, sizeBytes: 0 }]));
  for (const folder of counted) byName.set(folder.name, folder);
  const rest = [...byName.values()]
    .filter(({ name }) => after === undefined || compareNames(name, after) > 0)
    .sort((one, other) => compareNames(one.name, other.name));
  const folders = rest.slice(0, limit);
  return { folders, nextAfter: rest.length > limit ? (folders.at(-1)?.name ?? null) : null };
}
