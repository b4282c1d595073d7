/** Whether two names are the same but for case, or for how accents are composed: some disks take them for one. */
export function isSameNameToSome(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

/** The other spellings that look the same to people: composed and decomposed (Unicode, UAX #15). */
export function twinsOf(name: string): string[] {
  return [...new Set([name.normalize('NFC'), name.normalize('NFD')])].filter((twin) => twin !== name);
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
