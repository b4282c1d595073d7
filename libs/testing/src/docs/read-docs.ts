import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../../../..');

export interface Page {
  /** From the root of the checkout. */
  readonly path: string;
  readonly text: string;
  /** Without its blocks of code. */
  readonly prose: string;
}

/** Everything that people read: the pages in the root, in docs/ and beside deploy's files. */
export function readPages(): Page[] {
  const patterns = ['*.md', 'docs/*.md', 'docs/decisions/*.md', 'deploy/**/*.md'];
  const paths = globSync(patterns, { cwd: ROOT, exclude: (name) => name === 'node_modules' });
  return paths.sort().map((path) => {
    const text = readFileSync(resolve(ROOT, path), 'utf8');
    return { path, text, prose: text.replaceAll(/^```[^]*?^```$/gm, '') };
  });
}

/** Where Markdown and HTML lead to, but for other hosts and mail. */
export function linksOf({ prose }: Page): string[] {
  const written = [...prose.matchAll(/\]\(<?([^)\s>]+)>?\)/g), ...prose.matchAll(/(?:src|href)="([^"]+)"/g)];
  return written.map(([, target]) => target as string).filter((target) => !/^(?:[a-z]+:|\/)/i.test(target));
}

/** The names that headings get as anchors: lower case, without signs, hyphens for blanks. */
export function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading]) =>
    (heading as string)
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

/** Each `./hearth …` as it is written in running text or a block of code: the words after it, up to what is no longer part of it. */
export function commandsOf({ text }: Page): string[][] {
  return [...text.matchAll(/\.\/hearth ((?:-{0,2}[a-z][\w./:-]*|<\w+>|\[[^\]]*\]| )+)/g)].map(([, words]) =>
    (words as string)
      .split(/\s+/)
      .filter((word) => word !== '' && !word.startsWith('[') && !word.startsWith('<')),
  );
}

export interface Request {
  readonly method: string;
  /** Without the host; a query stands behind `?`. */
  readonly target: string;
  readonly body: unknown;
}

/** What the `curl`s of a page ask of `$HUB`. */
export function requestsOf({ text }: Page): Request[] {
  const joined = text.replaceAll(/\\\n\s*/g, ' ');
  return joined.split('\n').flatMap((line) => {
    const target = /\bcurl\b.*?["']?\$HUB(\/api\/[^\s"'|)]*)/.exec(line)?.[1];
    if (target === undefined) return [];
    const data = /(?:-d|--data) '([^']*)'/.exec(line)?.[1] ?? /--json '([^']*)'/.exec(line)?.[1];
    const named = /-X ?([A-Z]+)/.exec(line)?.[1];
    const isForm = /(?:-F|--form) /.test(line);
    return {
      method:
        named ?? (/-(?:T|-upload-file)\b/.test(line) ? 'PUT' : data !== undefined || isForm ? 'POST' : 'GET'),
      target,
      body: data === undefined ? undefined : (JSON.parse(data) as unknown),
    };
  });
}
