import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Tiny files in folders of a thousand: what costs is how many they are. */
export function makeManyFiles(folder: string, count: number, perFolder = 1_000): void {
  for (let number = 0; number < count; number += 1) {
    const parent = join(folder, `album-${String(Math.floor(number / perFolder)).padStart(4, '0')}`);
    if (number % perFolder === 0) mkdirSync(parent, { recursive: true });
    writeFileSync(join(parent, `IMG_${String(number).padStart(6, '0')}.jpg`), String(number));
  }
}
