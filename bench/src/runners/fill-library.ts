import { importBuilt, printCpuOf } from './built-code.ts';
import { connect } from './catalogue.ts';

interface Platform {
  migrate(url: string, schema: unknown): Promise<void>;
}

const ROWS_AT_ONCE = 20_000;

/**
 * Fifteen years of a house, event after event: half of it IMG_…, a tenth from Greece, which another camera took (DSC_…, so that
 * the two words never meet), Oslo in one year alone, a few events in Japanese and names with signs. They lie in the table as a
 * scan finds them, folder by folder. Those that one can see have the picture of one of the real files, if there are any.
 */
const INSERT = `
  INSERT INTO catalog.files (id, folder, name, kind, mime_type, size_bytes, modified_at, mtime_ns, inode, taken_at, created_at,
    camera, duration_sec, tags, favourite, sha256, thumbhash, width, height, has_thumbnail, state)
  SELECT gen_random_uuid(),
    to_char(shot.at, 'YYYY') || '/' || CASE WHEN event % 10 = 3 THEN 'Greece' WHEN event % 400 = 1 THEN '家族旅行'
      WHEN event % 10 = 7 AND extract(year FROM shot.at) = 2015 THEN 'Oslo'
      ELSE (ARRAY['Home', 'Garden', 'Berlin', 'Party', 'Work', 'School', 'Lake'])[event % 7 + 1] END || '/' || event,
    CASE WHEN event % 10 = 3 THEN 'DSC_' || n % 10000 WHEN n % 2 = 0 THEN 'IMG_' || n % 10000
      WHEN n % 2001 = 0 THEN 'battery 100% ' || n WHEN n % 10 = 5 THEN 'scanimg' || n ELSE md5(n::text) END || '.jpg',
    (ARRAY['image', 'image', 'image', 'image', 'video', 'document'])[n % 6 + 1], 'image/jpeg', n::bigint * 13 % 5000000 + 1,
    shot.at, n, n, shot.at, now() - n * interval '1 second',
    CASE WHEN event % 10 = 3 THEN 'Nikon D90' WHEN n % 2 = 0 THEN 'Canon EOS' END, CASE WHEN n % 6 = 4 THEN n % 300 END,
    CASE WHEN event % 50 = 9 THEN ARRAY['holiday'] ELSE '{}' END, n % 97 = 0, coalesce(pictured.sha256, md5(n::text)), pictured.thumbhash, pictured.width, pictured.height,
    pictured.sha256 IS NOT NULL, 'ready'
  FROM generate_series($1::int, $2::int) AS n, LATERAL (SELECT n / 400 AS event) AS events,
    LATERAL (SELECT '2012-01-01Z'::timestamptz + (n::float8 / $3::int * 5400 + sin(n) / 50) * interval '1 day' AS at) AS shot
    LEFT JOIN LATERAL (SELECT one ->> 'sha256' AS sha256, one ->> 'thumbhash' AS thumbhash, (one ->> 'width')::int AS width,
      (one ->> 'height')::int AS height FROM (SELECT $4::jsonb -> (n % nullif(jsonb_array_length($4::jsonb), 0)) AS one) AS picked
      WHERE n % 6 < 5) AS pictured ON true`;

/** Writes a library of so many files into a catalogue that has none, or but those whose pictures it borrows. */
const [url, rows, pictures = '[]'] = process.argv.slice(2) as [string, string, string?];
const { migrate } = await importBuilt<Platform>('libs/platform/dist/database.js');
const { catalogSchema } = await importBuilt<{ catalogSchema: unknown }>('libs/catalog/dist/index.js');
await migrate(url, catalogSchema);
const database = await connect(url);
await printCpuOf(async () => {
  // Indexes that are made in the end take a fifth of the time.
  const indexes = await database.query<{ name: string; definition: string }[]>(
    `SELECT indexrelid::regclass AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
     WHERE indrelid = 'catalog.files'::regclass AND NOT indisprimary AND NOT indisunique`,
  );
  for (const { name } of indexes) await database.query(`DROP INDEX ${name}`);
  for (let first = 1; first <= Number(rows); first += ROWS_AT_ONCE) {
    await database.query(INSERT, [
      first,
      Math.min(first + ROWS_AT_ONCE - 1, Number(rows)),
      Number(rows),
      pictures,
    ]);
  }
  for (const { definition } of indexes) await database.query(definition);
  await database.query('VACUUM ANALYZE catalog.files');
});
