import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { StartupProblem } from '../startup-problem.ts';

const MIN_LENGTH = 12;

/** A pass phrase out of a file, whose last line break does not count, or asked for where somebody sits. Undefined: neither is wanted. */
export async function findPassphrase(
  { file, isAsked }: { file: string | undefined; isAsked: boolean },
  { isNew }: { isNew: boolean },
): Promise<string | undefined> {
  if (file === undefined && !isAsked) return undefined;
  const passphrase =
    file === undefined ? await ask('Pass phrase: ') : readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  if (isNew && passphrase.length < MIN_LENGTH)
    throw new StartupProblem(`A pass phrase has at least ${MIN_LENGTH} characters.`);
  if (isNew && file === undefined && (await ask('Once more: ')) !== passphrase)
    throw new StartupProblem('These are two different pass phrases.');
  return passphrase;
}

/** What is typed is not shown. */
async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw new StartupProblem('Nobody is here to be asked for a pass phrase: give --passphrase-file=<file>.');
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}
