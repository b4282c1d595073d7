import { stripVTControlCharacters } from 'node:util';

export interface FailedTest {
  /** Relative to the checkout. */
  file: string;
  name: string;
  /** As the runner gives it: with colours and a stack. */
  message: string;
}

const MAX_LINES = 12;
const IS_FRAME = /^\s+at /;

/** Of the stack only what is ours: where in the test or in Hearth it happened. */
function isTelling(line: string): boolean {
  return line.trim() !== '' && !(IS_FRAME.test(line) && /node_modules|node:internal/.test(line));
}

/** Each failed test by name with its file and the beginning of what it said, for the end of a long output. */
export function describeFailedTests(failed: FailedTest[]): string {
  return failed
    .map(({ file, name, message }) => {
      const lines = stripVTControlCharacters(message).split('\n').filter(isTelling).slice(0, MAX_LINES);
      return [`\n${name}`, `  ${file}`, ...lines.map((line) => `    ${line}`)].join('\n') + '\n';
    })
    .join('');
}
