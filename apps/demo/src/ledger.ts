import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

const KINDS = ['person', 'file', 'folder', 'album', 'take', 'plays'] as const;
export type MadeKind = (typeof KINDS)[number];
export interface Made {
  readonly kind: MadeKind;
  /** A folder's is its path. */
  readonly id: string;
}

/** What the demonstration made, line by line as it comes about: so a run that is cut short can be taken away, too. */
export class Ledger {
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  get isThere(): boolean {
    return existsSync(this.path);
  }

  add(kind: MadeKind, id: string): void {
    mkdirSync(dirname(this.path), { recursive: true });
    appendFileSync(this.path, `${JSON.stringify({ kind, id } satisfies Made)}\n`, { mode: 0o600 });
  }

  /** The ids of a kind, in the order in which they came. */
  list(kind: MadeKind): string[] {
    if (!this.isThere) return [];
    return parseLedger(readFileSync(this.path, 'utf8')).flatMap((made) =>
      made.kind === kind ? made.id : [],
    );
  }

  remove(): void {
    rmSync(this.path, { force: true });
  }
}

/** A last line that was cut off tells nothing. */
export function parseLedger(text: string): Made[] {
  return text.split('\n').flatMap((line) => {
    try {
      const { kind, id } = JSON.parse(line) as Made;
      return KINDS.includes(kind) && typeof id === 'string' ? [{ kind, id }] : [];
    } catch {
      return [];
    }
  });
}
