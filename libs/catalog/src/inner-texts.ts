import type { FileId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import { findFilmsInQuiet } from './films-in-quiet.js';
import { derivedFolder } from './library-path.js';
import { ON_DISK, SERVED } from './listed.js';

/** A part of a film that its maker named. */
export interface Chapter {
  readonly title: string;
  readonly fromSec: number;
  readonly toSec: number;
}

/** Subtitles inside a film; the text lies at `innerSubtitlePath`. */
export interface InnerSubtitle {
  /** Its place among those that were taken out, from 0. */
  readonly index: number;
  readonly language: string | null;
  readonly title: string | null;
  readonly isForced: boolean;
}

export interface InnerTexts {
  readonly chapters: readonly Chapter[];
  readonly subtitles: readonly InnerSubtitle[];
}

/** WebVTT, inside the derived folder. */
export function innerSubtitlePath(sha256: string, index: number): string {
  return `${derivedFolder(sha256)}/subtitles-${index}.vtt`;
}

const NOT_LOOKED_AT = `f.kind = 'video' AND f.state = 'ready' AND f.sha256 IS NOT NULL AND ${ON_DISK}
  AND NOT EXISTS (SELECT FROM catalog.inner_texts t WHERE t.sha256 = f.sha256)`;

/** Films that nobody has looked into yet, the newest first, when nothing waits to be looked at for the first time. */
export function findFilesWithoutInnerTexts(
  database: Queryable,
  step: string,
  limit: number,
): Promise<FileId[]> {
  return findFilmsInQuiet(database, NOT_LOOKED_AT, { step, limit });
}

/** The content of a film that is still to be looked into. */
export async function findContentToLookInto(database: Queryable, id: FileId): Promise<string | undefined> {
  const [row] = await database.query<{ sha256: string }[]>(
    `SELECT f.sha256 FROM catalog.files f WHERE f.id = $1 AND ${NOT_LOOKED_AT}`,
    [id],
  );
  return row?.sha256;
}

export async function recordInnerTexts(
  database: Queryable,
  sha256: string,
  { chapters, subtitles }: InnerTexts,
): Promise<void> {
  await database.query(
    `INSERT INTO catalog.inner_texts (sha256, chapters, subtitles) VALUES ($1, $2::jsonb, $3::jsonb)
     ON CONFLICT (sha256) DO NOTHING`,
    [sha256, JSON.stringify(chapters), JSON.stringify(subtitles)],
  );
}

/** Of a film that is served; nothing where nobody has looked yet. */
export async function findInnerTexts(
  database: Queryable,
  id: FileId,
): Promise<(InnerTexts & { readonly sha256: string }) | undefined> {
  const [row] = await database.query<(InnerTexts & { sha256: string })[]>(
    `SELECT t.sha256, t.chapters, t.subtitles FROM catalog.files f JOIN catalog.inner_texts t ON t.sha256 = f.sha256
     WHERE f.id = $1 AND ${SERVED}`,
    [id],
  );
  return row;
}

/** The next contents with subtitles that were taken out, and how many; none after the last one. */
export async function findContentsWithInnerSubtitles(
  database: Queryable,
  after: string,
  limit: number,
): Promise<{ sha256: string; subtitles: number }[]> {
  return database.query<{ sha256: string; subtitles: number }[]>(
    `SELECT sha256, jsonb_array_length(subtitles) AS subtitles FROM catalog.inner_texts
     WHERE sha256 > $1 AND subtitles <> '[]' ORDER BY sha256 LIMIT $2`,
    [after, limit],
  );
}

/** Their texts are gone: they are taken out again. */
export async function forgetInnerTexts(database: Queryable, digests: readonly string[]): Promise<void> {
  await database.query('DELETE FROM catalog.inner_texts WHERE sha256 = ANY($1::text[])', [digests]);
}
