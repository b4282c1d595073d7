import { z } from 'zod';
import { defineEndpoint } from './endpoint.js';
import { fileDetail, orientation } from './file.js';
import { fileId } from './ids.js';
import { PROBLEM_CODES } from './problems.js';
import { displayName, libraryFolder, text } from './text.js';

/** One line, in Unicode's composed form. */
export const tagName = displayName({ max: 64 });
const MOST_TAGS = 100;

/** A file's tags, each once whatever its case; the first spelling counts. */
export const tagList = z
  .array(tagName)
  .max(MOST_TAGS)
  .transform((tags) => {
    const first = new Map<string, string>();
    for (const tag of tags) if (!first.has(tag.toLowerCase())) first.set(tag.toLowerCase(), tag);
    return [...first.values()];
  });

/** Which files: each once. */
export const fileIdList = ({ max }: { max: number }) =>
  z
    .array(fileId)
    .min(1)
    .max(max)
    .transform((ids) => [...new Set(ids)]);

/** How one of many files fared. One that fails stops no other. */
export const itemOutcome = z.object({
  id: fileId,
  outcome: z.enum(['done', 'failed']),
  code: z.enum(PROBLEM_CODES).optional(),
});
export type ItemOutcome = z.infer<typeof itemOutcome>;

const someChange = (body: object) => Object.values(body).some((value) => value !== undefined);

export const changeFile = defineEndpoint({
  name: 'changeFile',
  service: 'media',
  method: 'PATCH',
  path: '/api/files/:id',
  access: 'editor',
  summary: 'Renames, moves (both on the disk too), tags, marks, turns, or corrects the date of a file.',
  params: z.object({ id: fileId }),
  body: z
    .object({
      name: text({ min: 1, max: 255 }).optional(),
      folder: libraryFolder.optional(),
      tags: tagList.optional(),
      favourite: z.boolean().optional(),
      /** When it was taken; null takes a correction back, to what the file itself says. */
      takenAt: z.iso.datetime({ offset: true }).nullable().optional(),
      /** How a picture is shown; null takes it back, to what the file itself says. The file stays as it is. */
      orientation: orientation.nullable().optional(),
    })
    .refine(someChange, 'must change something'),
  response: fileDetail,
  problems: [
    'request.invalid',
    'file.not-found',
    'file.no-thumbnail',
    'file.name-invalid',
    'file.name-taken',
    'file.missing-on-disk',
    'file.not-moved',
    'folder.not-found',
    'library.offline',
    'library.busy',
  ],
});

export const changeFiles = defineEndpoint({
  name: 'changeFiles',
  service: 'media',
  method: 'POST',
  path: '/api/files/batch',
  access: 'editor',
  summary: 'Changes up to 1,000 files; each has its own outcome, and one that fails stops no other.',
  body: z
    .object({
      fileIds: fileIdList({ max: 1_000 }),
      addTags: tagList.optional(),
      removeTags: tagList.optional(),
      folder: libraryFolder.optional(),
      favourite: z.boolean().optional(),
      /** Moves the time when each was taken; a camera's clock was an hour off, say. Ten years at most. */
      shiftTakenAtSec: z.int().min(-315_360_000).max(315_360_000).optional(),
      /** The same time for all; null takes corrections back, to what each file itself says. */
      takenAt: z.iso.datetime({ offset: true }).nullable().optional(),
      delete: z.literal(true).optional(),
    })
    .refine(({ fileIds: _, ...changes }) => someChange(changes), 'must change something')
    .refine(
      ({ takenAt, shiftTakenAtSec }) => takenAt === undefined || shiftTakenAtSec === undefined,
      'cannot both set and shift the time',
    ),
  status: 200,
  response: z.object({ items: z.array(itemOutcome) }),
  problems: ['request.invalid', 'library.offline', 'library.busy'],
});

export const removeFile = defineEndpoint({
  name: 'removeFile',
  service: 'media',
  method: 'DELETE',
  path: '/api/files/:id',
  access: 'editor',
  summary: 'Into the bin for 30 days: what one has brought in, admins all. For good, by admins alone.',
  params: z.object({ id: fileId }),
  query: z.object({ permanent: z.enum(['true', 'false']).default('false') }),
  problems: [
    'request.invalid',
    'auth.forbidden',
    'file.not-found',
    'file.missing-on-disk',
    'file.not-moved',
    'library.offline',
    'library.busy',
  ],
});

export const fileChangesEndpoints = { changeFile, changeFiles, removeFile };
