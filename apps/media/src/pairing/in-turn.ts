/** Does what has the same key one after another, in this process. What failed does not hold up the next. */
export class InTurn {
  private readonly last = new Map<string, Promise<void>>();

  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const mine = (this.last.get(key) ?? Promise.resolve()).then(work);
    const done = mine.then(
      () => undefined,
      () => undefined,
    );
    this.last.set(key, done);
    void done.then(() => {
      if (this.last.get(key) === done) this.last.delete(key);
    });
    return mine;
  }

  /** How many keys something is being done for. */
  get size(): number {
    return this.last.size;
  }
}
