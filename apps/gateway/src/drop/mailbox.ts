/** One thing that was said to a member, numbered in the order in which it was. */
export interface Letter {
  readonly id: number;
  readonly text: string;
}

const KEPT_LETTERS = 256;
const KEPT_BYTES = 512 * 1024;

/** What a member without a WebSocket has been told of late, so that a lost connection loses nothing. */
export class Mailbox {
  private bytes = 0;

  constructor(
    private letters: Letter[] = [],
    private nextId = 1,
  ) {
    for (const { text } of letters) this.bytes += text.length;
  }

  add(text: string): Letter {
    const letter = { id: this.nextId, text };
    this.nextId += 1;
    this.letters.push(letter);
    this.bytes += text.length;
    while (this.letters.length > KEPT_LETTERS || (this.bytes > KEPT_BYTES && this.letters.length > 1))
      this.bytes -= this.letters.shift()?.text.length ?? 0;
    return letter;
  }

  /** What came after the one that was seen last; everything, for who has seen nothing. */
  after(lastSeenId: number): readonly Letter[] {
    return this.letters.filter(({ id }) => id > lastSeenId);
  }

  /** To be moved to another gateway. */
  toJSON(): { letters: readonly Letter[]; nextId: number } {
    return { letters: this.letters, nextId: this.nextId };
  }
}
