import { z } from 'zod';
import { text } from './text.js';

/** The longest name, 255 bytes, has six characters per byte in JSON at worst, and base64 makes that a third more. */
const LONGEST_CURSOR = 2_500;

/** Keyset paging by `cursor`, or numbered pages by `page` and `pageSize` (then the answer holds `total`). */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: text({ max: LONGEST_CURSOR }).optional(),
  page: z.coerce.number().int().min(1).max(100_000).optional(),
  pageSize: z.coerce.number().int().min(1).max(200).optional(),
});

export function listOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.int().optional(),
  });
}
