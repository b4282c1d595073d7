import { realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Short, as everything else stands still meanwhile. */
const WAIT_MS = 200;

/** Where in the library the items of ReadyMedia's list lie, from that list, which it writes and we read. */
export class ItemPaths {
  readonly #file: string;
  readonly #library: string;

  constructor(dataFolder: string, library: string) {
    this.#file = join(dataFolder, 'files.db');
    // Its list has names without links in them.
    this.#library = realpathSync(library);
  }

  /**
   * Undefined for an item that it does not know (any more), or while the list cannot be read: ReadyMedia writes much of it at once, and
   * makes it again. Opened anew each time for that.
   */
  find(item: number): string | undefined {
    try {
      return this.#within(this.#read(item));
    } catch (error) {
      console.error(`the list of items: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }

  #read(item: number): unknown {
    const list = new DatabaseSync(this.#file, { readOnly: true, timeout: WAIT_MS });
    try {
      return list.prepare('SELECT PATH AS path FROM DETAILS WHERE ID = ?').get(item)?.['path'];
    } finally {
      list.close();
    }
  }

  #within(path: unknown): string | undefined {
    if (typeof path !== 'string') return undefined;
    const within = relative(this.#library, path);
    return within === '' || within.startsWith('..') ? undefined : within;
  }
}
