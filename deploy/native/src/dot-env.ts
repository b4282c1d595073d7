import { parseEnv } from 'node:util';

/** The `NAME=value` lines of a `.env` file. */
export function parseDotEnv(text: string): Record<string, string | undefined> {
  return { ...parseEnv(text) };
}
