/** Names are compared whatever their case and however their accents are composed. */
export function fold(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

export function splitExtension(name: string): { base: string; extension: string } {
  const dot = name.lastIndexOf('.');
  return dot <= 0
    ? { base: name, extension: '' }
    : { base: name.slice(0, dot), extension: name.slice(dot + 1) };
}
