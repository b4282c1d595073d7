interface NextAnswer<Answer> extends PromiseWithResolvers<Answer> {
  readonly find: () => Promise<Answer>;
}

/**
 * When something changes, all who look ask at once. Whoever asks while an answer is being found out gets the next one, as that one may not
 * know of the change; all who wait for the next one share it.
 */
export class SharedAnswers<Answer> {
  private readonly underWay = new Set<string>();
  private readonly next = new Map<string, NextAnswer<Answer>>();

  get(key: string, find: () => Promise<Answer>): Promise<Answer> {
    if (!this.underWay.has(key)) return this.begin(key, find);
    const next = this.next.get(key) ?? { ...Promise.withResolvers<Answer>(), find };
    this.next.set(key, next);
    return next.promise;
  }

  private begin(key: string, find: () => Promise<Answer>): Promise<Answer> {
    this.underWay.add(key);
    return find().finally(() => {
      this.underWay.delete(key);
      const next = this.next.get(key);
      this.next.delete(key);
      next?.resolve(this.begin(key, next.find));
    });
  }
}
