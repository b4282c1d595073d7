import { findPairedDevice } from '../session/paired-device.ts';

const DEVICE = 'hearth-drop-device';
const NAME = 'hearth-drop-name';
const ADJECTIVES = [
  'Amber',
  'Brave',
  'Calm',
  'Dusky',
  'Early',
  'Fond',
  'Gentle',
  'Hazel',
  'Merry',
  'Quiet',
  'Rosy',
  'Sunny',
];
const ANIMALS = [
  'Badger',
  'Crane',
  'Dormouse',
  'Falcon',
  'Hare',
  'Heron',
  'Lynx',
  'Marten',
  'Otter',
  'Robin',
  'Seal',
  'Wren',
];

/** By which other devices know this one again after it was away. Nobody but those it hands files to learns it. */
export function ownDeviceId(): string {
  return remembered(DEVICE, () => crypto.randomUUID());
}

/** What others see: the name it was paired with, the person's, or a friendly one. */
export function ownName(username: string | undefined): string {
  const paired = findPairedDevice();
  return (
    localName() ?? paired ?? (username === undefined ? friendlyName() : `${username}’s ${kindOfDevice()}`)
  );
}

export function rename(name: string): void {
  store(NAME, name);
}

function localName(): string | undefined {
  try {
    return localStorage.getItem(NAME) ?? undefined;
  } catch {
    return undefined;
  }
}

function friendlyName(): string {
  return remembered('hearth-drop-friendly', () => `${pick(ADJECTIVES)} ${pick(ANIMALS)}`);
}

function kindOfDevice(): string {
  const agent = navigator.userAgent;
  if (/iPhone/.test(agent)) return 'iPhone';
  if (/iPad/.test(agent)) return 'iPad';
  if (/Android/.test(agent)) return 'phone';
  return 'computer';
}

function pick(words: readonly string[]): string {
  return words[Math.floor(Math.random() * words.length)] ?? '';
}

function remembered(key: string, make: () => string): string {
  try {
    const known = localStorage.getItem(key);
    if (known !== null) return known;
  } catch {
    // Then it is made anew each time.
  }
  const made = make();
  store(key, made);
  return made;
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above.
  }
}
