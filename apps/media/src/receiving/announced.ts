import { deviceId } from '@hearth/contracts';
import { z } from 'zod';
import type { Announced } from './upload-plans.js';

/** Older is a clock that was never set, and newer one that is wrong; neither is a reason to refuse a photo. */
const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

export const modifiedAt = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const metadataFields = z.object({
  filename: z.string(),
  filetype: z
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+/, 'must be a media type')
    .max(200)
    .optional()
    .catch(undefined),
  modifiedAt: modifiedAt.optional(),
  folder: z.string().optional(),
  deviceId: deviceId.optional(),
});

/** `Upload-Metadata` as what it says of the file. Throws what zod throws. */
export function announcedBy(
  metadata: ReadonlyMap<string, string>,
  sizeBytes: number,
): Omit<Announced, 'metadata'> {
  const { filename, filetype, ...fields } = metadataFields.parse(Object.fromEntries(metadata));
  return {
    ...fields,
    name: filename,
    mimeType: filetype,
    modifiedAt: sensible(fields.modifiedAt),
    sizeBytes,
  };
}

/** Undefined for times that nothing was changed at. */
export function sensible(time: Date | undefined): Date | undefined {
  return time && time.getTime() > EARLIEST && time.getTime() < LATEST ? time : undefined;
}
