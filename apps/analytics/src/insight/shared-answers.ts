/** Whoever asks for what is being found out already gets that answer: when something changes, all who look ask at once. */
export class SharedAnswers<Answer> {
  private readonly underWay = new Map<string, Promise<Answer>>();

  get(key: string, find: () => Promise<Answer>): Promise<Answer> {
    const found = this.underWay.get(key) ?? find().finally(() => this.underWay.delete(key));
    this.underWay.set(key, found);
    return found;
  }
}
