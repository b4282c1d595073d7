import type { Codecs } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import { mayTryStep } from './failed-steps.js';
import { SERVED } from './listed.js';
import { RENDITION_STEP } from './renditions.js';

/** What came longer ago is made ready when somebody opens it. */
const NEW_DAYS = 30;
/** Looked through at most, the newest first: a library that is just being brought in has a million of new files. */
const LOOKED_THROUGH = 20_000;
const TOLD = 1_000;

/** A film that a phone sent home and that nobody asked for yet. */
export interface PhoneFilm {
  readonly sha256: string;
  readonly duration_sec: number;
  readonly codecs: Codecs | null;
}

/** Films of the last weeks that phones sent home and of which no rendition is made or asked for, the newest first. */
export function findPhoneFilms(database: Queryable): Promise<PhoneFilm[]> {
  return database.query<PhoneFilm[]>(
    `SELECT DISTINCT ON (f.created_at, f.sha256) f.sha256, f.duration_sec, f.codecs FROM (
       SELECT * FROM catalog.files WHERE created_at > now() - interval '${NEW_DAYS} days'
       ORDER BY created_at DESC, id DESC LIMIT ${LOOKED_THROUGH}
     ) f
     WHERE f.device_id IS NOT NULL AND f.kind = 'video' AND f.sha256 IS NOT NULL AND f.duration_sec > 0 AND f.state = 'ready'
       AND ${SERVED} AND ${mayTryStep(RENDITION_STEP)}
       AND NOT EXISTS (SELECT FROM catalog.renditions r WHERE r.sha256 = f.sha256)
     ORDER BY f.created_at DESC, f.sha256 LIMIT ${TOLD}`,
  );
}

/** What renditions and full-size pictures take of the disk, those that are not whole yet as if they were. */
export async function sumRenditions(database: Queryable, bytesPerSegment: number): Promise<number> {
  const [row] = await database.query<[{ total: string }]>(
    `SELECT COALESCE(sum(GREATEST(size_bytes, CASE WHEN made < segments THEN segments * $1::bigint ELSE 0 END)), 0)
       + (SELECT COALESCE(sum(size_bytes), 0) FROM catalog.full_pictures) AS total
     FROM catalog.renditions`,
    [bytesPerSegment],
  );
  return Number(row.total);
}

/** Wants renditions that nobody waits for: they come after all that anybody ever opened, and are the first to make room. */
export async function wantAhead(
  database: Queryable,
  films: readonly { readonly sha256: string; readonly segments: number }[],
): Promise<void> {
  await database.query(
    `INSERT INTO catalog.renditions (sha256, segments, wanted_at, used_at)
     SELECT sha256, segments, 'epoch', 'epoch' FROM unnest($1::text[], $2::int[]) AS t (sha256, segments)
     ON CONFLICT (sha256) DO NOTHING`,
    [films.map(({ sha256 }) => sha256), films.map(({ segments }) => segments)],
  );
}
