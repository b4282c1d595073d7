import { fileFacts, type FileFacts, type FileId } from '@hearth/contracts';
import { z } from 'zod';
import { askService } from './ask-service.js';

/** For services of the house: nginx does not lead there. */
export const FILE_FACTS_PATH = '/file-facts';
export const FILE_FACTS_PAGE = 500;

const ANSWER_WITHIN_MS = 30_000;
const page = z.object({ items: z.array(fileFacts) });

/** Asks media for the facts of all files, as events told them, page by page in the order of their ids. */
export async function* allFileFacts(
  jwksUrl: string,
  houseSecret: string | undefined,
): AsyncGenerator<FileFacts[]> {
  const url = new URL(FILE_FACTS_PATH, jwksUrl);
  for (let after: FileId | undefined; ;) {
    if (after !== undefined) url.searchParams.set('after', after);
    const { status, body } = await askService(url, ANSWER_WITHIN_MS, houseSecret);
    if (status !== 200) throw new Error(`${url.pathname} answered ${status}`);
    const { items } = page.parse(body);
    yield items;
    after = items.at(-1)?.fileId;
    if (after === undefined || items.length < FILE_FACTS_PAGE) return;
  }
}
