import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { ASKED_AT_FIRST } from './photo-queries.ts';

const FRONT_DOOR = new URL('../../../../deploy/nginx/hearth.conf.template', import.meta.url);

describe('what the first page asks for', () => {
  const preloads = /"\/" "(<.*crossorigin)";/.exec(readFileSync(FRONT_DOOR, 'utf8'))?.[1];

  it.each(ASKED_AT_FIRST)('%s comes beside the page', (address) =>
    expect(preloads).toContain(`<${address}>; rel=preload; as=fetch; crossorigin`),
  );
});
