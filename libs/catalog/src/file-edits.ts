import type { FileId, Orientation, UserId } from '@hearth/contracts';
import type { Queryable } from '@hearth/platform';
import type { EntityManager } from 'typeorm';
import { changeFiles } from './file-events.js';
import { LISTED } from './listed.js';
import { turnsTo } from './turns.js';

/** What people say of files. What is undefined stays as it is. */
export interface FileEdits {
  readonly tags?: readonly string[] | undefined;
  readonly addTags?: readonly string[] | undefined;
  readonly removeTags?: readonly string[] | undefined;
  readonly favourite?: boolean | undefined;
  /** When it was taken, ISO 8601 with an offset; null: what the file itself says. */
  readonly takenAt?: string | null | undefined;
  readonly shiftTakenAtSec?: number | undefined;
  /** How a picture is to be shown; null: as the file itself says. Nothing else has one. */
  readonly orientation?: Orientation | null | undefined;
}

export const MOST_TAGS = 100;

/** Changes listed files and tells of it, in the transaction of the caller. Returns the ids of those. A few thousand at once. */
export async function editFiles(
  manager: EntityManager,
  ids: readonly FileId[],
  edits: FileEdits,
): Promise<FileId[]> {
  const values: unknown[] = [ids];
  const add = (value: unknown) => `$${values.push(value)}`;
  const changes = [
    ...tagChanges(edits, add),
    ...favouriteChange(edits, add),
    ...takenChanges(edits, add),
    ...turnChange(edits, add),
  ];
  if (changes.length === 0) return [];
  return changeFiles(
    manager,
    `UPDATE catalog.files f SET ${changes.join(', ')}, revision = f.revision + 1 WHERE f.id = ANY($1::uuid[]) AND ${LISTED}`,
    values,
  );
}

type Add = (value: unknown) => string;

/** A tag is the same whatever its case; what is there keeps its spelling and its place. */
function tagChanges({ tags, addTags, removeTags }: FileEdits, add: Add): string[] {
  if (tags) return [`tags = ${add(tags)}::text[]`];
  if (!addTags && !removeTags) return [];
  const [added, removed] = [`${add(addTags ?? [])}::text[]`, `${add(removeTags ?? [])}::text[]`];
  const kept = `SELECT DISTINCT ON (lower(tag)) tag, place FROM unnest(f.tags || ${added}) WITH ORDINALITY AS t (tag, place)
    WHERE lower(tag) NOT IN (SELECT lower(gone) FROM unnest(${removed}) AS gone) ORDER BY lower(tag), place`;
  return [`tags = ARRAY(SELECT tag FROM (${kept}) AS kept ORDER BY place LIMIT ${MOST_TAGS})`];
}

function favouriteChange({ favourite }: FileEdits, add: Add): string[] {
  return favourite === undefined ? [] : [`favourite = ${add(favourite)}`];
}

/** What the file itself says is kept beside. */
const KEEP_READ = ['taken_at', 'taken_local', 'taken_from'].map(
  (column) => `read_${column} = CASE WHEN f.taken_from = 'person' THEN f.read_${column} ELSE f.${column} END`,
);
const TAKEN_BACK = ['taken_at', 'taken_local', 'taken_from'].flatMap((column) => [
  `${column} = CASE WHEN f.taken_from = 'person' THEN f.read_${column} ELSE f.${column} END`,
  `read_${column} = NULL`,
]);
/** What a clock showed there: as far from UTC as the file itself says. */
const LOCAL_OFFSET = `COALESCE(f.taken_local - (f.taken_at AT TIME ZONE 'UTC'), interval '0')`;

function takenChanges({ takenAt, shiftTakenAtSec }: FileEdits, add: Add): string[] {
  if (takenAt === null) return TAKEN_BACK;
  if (takenAt !== undefined) {
    const at = `${add(takenAt)}::timestamptz`;
    const local = takenAt.endsWith('Z')
      ? `(${at} AT TIME ZONE 'UTC') + ${LOCAL_OFFSET}`
      : `${add(takenAt.replace(/[+-]\d{2}:?\d{2}$/, ''))}::timestamp`;
    return [...KEEP_READ, `taken_at = ${at}`, `taken_local = ${local}`, `taken_from = 'person'`];
  }
  if (shiftTakenAtSec === undefined) return [];
  const shifted = `f.shown_at + ${add(shiftTakenAtSec)}::int * interval '1 second'`;
  const local = `((${shifted}) AT TIME ZONE 'UTC') + ${LOCAL_OFFSET}`;
  return [...KEEP_READ, `taken_at = ${shifted}`, `taken_local = ${local}`, `taken_from = 'person'`];
}

function turnChange({ orientation }: FileEdits, add: Add): string[] {
  if (orientation === undefined) return [];
  if (orientation === null) return ['turn = NULL'];
  const turns = `${add(turnsTo(orientation))}::smallint[]`;
  return [`turn = CASE WHEN f.kind = 'image' THEN (${turns})[COALESCE(f.orientation, 1)] END`];
}

/** A listed file as somebody asks to change it. */
export interface FileToChange {
  readonly id: FileId;
  readonly folder: string;
  readonly name: string;
  readonly uploadedBy: UserId | null;
  /** Whether it is a picture that can be seen, and turned. */
  readonly isPicture: boolean;
}

/** Those of these files that are listed. A few thousand at once. */
export async function findFilesToChange(
  database: Queryable,
  ids: readonly FileId[],
): Promise<Map<FileId, FileToChange>> {
  const rows = await database.query<FileToChange[]>(
    `SELECT f.id, f.folder, f.name, f.uploaded_by AS "uploadedBy",
       f.kind = 'image' AND f.has_thumbnail AS "isPicture" FROM catalog.files f
     WHERE f.id = ANY($1::uuid[]) AND ${LISTED}`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** What goes where another file goes: the film of a Live Photo, and its side-cars. */
export interface Companion {
  readonly id: FileId;
  readonly of: FileId;
  readonly folder: string;
  readonly name: string;
}

export function findCompanions(database: Queryable, ids: readonly FileId[]): Promise<Companion[]> {
  return database.query<Companion[]>(
    `SELECT c.id, f.id AS of, c.folder, c.name FROM catalog.files f
     JOIN catalog.files c ON c.id = f.live_photo_of AND c.unlisted_as = 'motion-part'
     WHERE f.id = ANY($1::uuid[])
     UNION ALL
     SELECT c.id, f.id, c.folder, c.name FROM catalog.files f
     JOIN catalog.sidecars s ON s.file_id = f.id AND s.is_owner
     JOIN catalog.files c ON c.id = s.sidecar_id AND c.unlisted_as = 'sidecar'
     WHERE f.id = ANY($1::uuid[])`,
    [ids],
  );
}
