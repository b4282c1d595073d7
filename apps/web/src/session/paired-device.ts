/** What this browser is called on the hub, once it was paired: to say so when it was signed out from there. */
const KEY = 'hearth.paired-device';

export function findPairedDevice(): string | undefined {
  return localStorage.getItem(KEY) ?? undefined;
}

export function setPairedDevice(name: string): void {
  localStorage.setItem(KEY, name);
}

export function forgetPairedDevice(): void {
  localStorage.removeItem(KEY);
}
