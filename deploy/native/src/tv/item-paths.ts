import { realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const WAIT_MS = 2_000;

/** Where in the library the items of ReadyMedia's list lie, from that list, which it writes and we read. */
export class ItemPaths {
  readonly #file: string;
  readonly #library: string;

  constructor(dataFolder: string, library: string) {
    this.#file = join(dataFolder, 'files.db');
    // Its list has names without links in them.
    this.#library = realpathSync(library);
  }

  /** Undefined for an item that it does not know (any more). Opened anew each time: the list may have been made again. */
  find(item: number): string | undefined {
    const list = new DatabaseSync(this.#file, { readOnly: true, timeout: WAIT_MS });
    try {
      const row = list.prepare('SELECT PATH AS path FROM DETAILS WHERE ID = ?').get(item);
      const path = row?.['path'];
      if (typeof path !== 'string') return undefined;
      const within = relative(this.#library, path);
      return within === '' || within.startsWith('..') ? undefined : within;
    } finally {
      list.close();
    }
  }
}
