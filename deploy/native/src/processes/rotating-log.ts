import { closeSync, existsSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const MAX_LOG_BYTES = 8 * 1024 * 1024;
const KEPT_OLD_LOGS = 3;
const REMEMBERED_LINES = 40;

/** One process's output: a file that is rotated by size (`name.log`, `name.log.1`, …) and its last lines in memory. */
export class RotatingLog {
  readonly path: string;
  readonly #maxBytes: number;
  readonly #decoder = new StringDecoder('utf8');
  #file: number | undefined;
  #sizeBytes = 0;
  #lastLines: string[] = [];
  #partialLine = '';

  constructor(path: string, maxBytes = MAX_LOG_BYTES) {
    this.path = path;
    this.#maxBytes = maxBytes;
  }

  write(chunk: Buffer): void {
    this.#remember(this.#decoder.write(chunk));
    try {
      const file = this.#openFile();
      writeSync(file, chunk);
      this.#sizeBytes += chunk.length;
      if (this.#sizeBytes >= this.#maxBytes) this.#rotate();
    } catch {
      // A full disk must not take the supervisor down; the last lines are still in memory.
    }
  }

  get lastLines(): readonly string[] {
    return this.#partialLine === '' ? this.#lastLines : [...this.#lastLines, this.#partialLine];
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #openFile(): number {
    if (this.#file === undefined) {
      this.#file = openSync(this.path, 'a', 0o600);
      this.#sizeBytes = fstatSync(this.#file).size;
    }
    return this.#file;
  }

  #rotate(): void {
    this.close();
    for (let age = KEPT_OLD_LOGS - 1; age >= 0; age -= 1) {
      const from = age === 0 ? this.path : `${this.path}.${age}`;
      if (existsSync(from)) renameSync(from, `${this.path}.${age + 1}`);
    }
  }

  #remember(text: string): void {
    const lines = (this.#partialLine + text).split('\n');
    this.#partialLine = (lines.pop() ?? '').slice(-4096);
    this.#lastLines = [...this.#lastLines, ...lines.filter((line) => line.trim() !== '')].slice(
      -REMEMBERED_LINES,
    );
  }
}
