import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { fileId } from './ids.js';
import { listOf, pageQuery } from './paging.js';

/** A step of a file's way that was given up, at least for now. */
const failedStep = z.object({
  fileId,
  name: z.string(),
  folder: z.string(),
  /** Which one: `previews`, say. */
  step: z.string(),
  reason: z.string(),
  attempts: z.int(),
  failedAt: z.iso.datetime(),
  /** When it is tried again by itself; null: when somebody asks for it. */
  retryAt: z.iso.datetime().nullable(),
});

export const listFailures = defineEndpoint({
  name: 'listFailures',
  service: 'media',
  method: 'GET',
  path: '/api/library/failures',
  access: 'admin',
  summary: 'Files that a step was given up for, with the reason, the latest first.',
  query: pageQuery,
  response: listOf(failedStep),
  problems: ['request.invalid'],
});

export const retryFailures = defineEndpoint({
  name: 'retryFailures',
  service: 'media',
  method: 'POST',
  path: '/api/library/failures/retry',
  access: 'admin',
  summary: 'Lets failed steps be tried again soon: of some files, of one step, or all of them.',
  body: z.object({
    fileIds: z.array(fileId).min(1).max(1_000).optional(),
    step: z
      .string()
      .regex(/^[a-z-]{1,50}$/)
      .optional(),
  }),
  response: z.object({ retried: z.int() }),
  problems: ['request.invalid'],
});

export const listLeftOut = defineEndpoint({
  name: 'listLeftOut',
  service: 'media',
  method: 'GET',
  path: '/api/library/left-out',
  access: 'admin',
  summary: 'What lies in the library and is not indexed, with the reason; a thousand of them at most.',
  query: pageQuery,
  response: listOf(z.object({ path: z.string(), reason: z.string() })),
  problems: ['request.invalid'],
});

/** What can be done once more for one file. A fingerprint brings all others with it. */
export const REPEATABLE_STEPS = ['fingerprint', 'facts', 'picture', 'preview'] as const;
export type RepeatableStep = (typeof REPEATABLE_STEPS)[number];

export const repeatStep = defineEndpoint({
  name: 'repeatStep',
  service: 'media',
  method: 'POST',
  path: '/api/files/:id/repeat',
  access: 'admin',
  summary: 'Has a step of a file done once more: its fingerprint, its facts, its picture or its preview.',
  params: z.object({ id: fileId }),
  body: z.object({ step: z.enum(REPEATABLE_STEPS) }),
  problems: ['request.invalid', 'file.not-found'],
});

export const failuresEndpoints = { listFailures, retryFailures, listLeftOut, repeatStep };
