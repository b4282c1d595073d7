import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { fileSummary } from './file.js';
import { listOf, pageQuery } from './paging.js';
import { text } from './text.js';

export const listTags = defineEndpoint({
  name: 'listTags',
  service: 'media',
  method: 'GET',
  path: '/api/tags',
  access: 'viewer',
  isHeavy: true,
  summary: 'The tags in use with how many files have them, as people sort.',
  query: pageQuery.pick({ limit: true, cursor: true }).extend({
    /** Those that hold this text, whatever the case. */
    query: text({ max: 64 }).optional(),
  }),
  response: listOf(z.object({ tag: z.string(), files: z.int() })),
  problems: ['request.invalid'],
});

/** Of a thousand copies these are enough to see what they are. */
export const SHOWN_DUPLICATES = 50;

export const listDuplicates = defineEndpoint({
  name: 'listDuplicates',
  service: 'media',
  method: 'GET',
  path: '/api/duplicates',
  access: 'viewer',
  isHeavy: true,
  summary: `Files with equal content, side by side; of more than ${SHOWN_DUPLICATES} the first ones.`,
  query: pageQuery.pick({ limit: true, cursor: true }),
  response: listOf(
    z.object({
      sha256: z.string(),
      sizeBytes: z.int(),
      /** How many there are, `files` may have fewer. */
      count: z.int(),
      files: z.array(fileSummary),
    }),
  ),
  problems: ['request.invalid'],
});

export const listNearDuplicates = defineEndpoint({
  name: 'listNearDuplicates',
  service: 'media',
  method: 'GET',
  path: '/api/near-duplicates',
  access: 'viewer',
  isHeavy: true,
  summary: `Pictures that look alike: bursts, other sizes, other formats. A suggestion; of more than ${SHOWN_DUPLICATES} the first ones. Of equal contents one file stands for all.`,
  query: pageQuery.pick({ limit: true, cursor: true }),
  response: listOf(
    z.object({
      id: z.string(),
      /** How many different pictures there are, `files` may have fewer. */
      count: z.int(),
      /** In the order in which they were taken. */
      files: z.array(fileSummary),
    }),
  ),
  problems: ['request.invalid'],
});

export const overviewEndpoints = { listTags, listDuplicates, listNearDuplicates };
