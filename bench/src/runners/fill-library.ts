import { importBuilt, printCpuOf } from './built-code.ts';
import { connect } from './catalogue.ts';

interface Platform {
  migrate(url: string, schema: unknown): Promise<void>;
}

const ROWS_AT_ONCE = 20_000;

/**
 * Fifteen years of a house: half of it IMG_…, a tenth from Greece, which another camera took (DSC_…, so that the two words
 * never meet), a few folders in Japanese and names with signs.
 */
const INSERT = `
  INSERT INTO catalog.files (id, folder, name, kind, mime_type, size_bytes, modified_at, mtime_ns, inode, sha256, taken_at, created_at,
    camera, duration_sec, state)
  SELECT gen_random_uuid(),
    2012 + n % 15 || CASE WHEN n % 10 = 3 THEN '/Greece' WHEN n % 400 = 1 THEN '/家族旅行'
      ELSE '/' || (ARRAY['Home', 'Garden', 'Berlin', 'Party', 'Work', 'School', 'Lake'])[n / 40 % 7 + 1] END || '/' || n / 2000,
    CASE WHEN n % 10 = 3 THEN 'DSC_' || n WHEN n % 2 = 0 THEN 'IMG_' || n WHEN n % 2001 = 0 THEN 'battery 100% ' || n
      WHEN n % 10 = 5 THEN 'scanimg' || n ELSE md5(n::text) END || '.jpg',
    (ARRAY['image', 'image', 'image', 'image', 'video', 'document'])[n % 6 + 1], 'image/jpeg', n::bigint * 13 % 5000000 + 1,
    shot.at, n, n, md5(n::text), shot.at, now() - n * interval '1 second',
    CASE WHEN n % 10 = 3 THEN 'Nikon D90' WHEN n % 2 = 0 THEN 'Canon EOS' END, CASE WHEN n % 6 = 4 THEN n % 300 END, 'ready'
  FROM generate_series($1::int, $2::int) AS n,
    LATERAL (SELECT make_timestamptz(2012 + n % 15, 1, 1, 0, 0, 0, 'UTC') + (n::bigint * 7919 % 31000000) * interval '1 second' AS at) AS shot`;

/** Writes a library of so many files into an empty catalogue. */
const [url, rows] = process.argv.slice(2) as [string, string];
const { migrate } = await importBuilt<Platform>('libs/platform/dist/database.js');
const { catalogSchema } = await importBuilt<{ catalogSchema: unknown }>('libs/catalog/dist/index.js');
await migrate(url, catalogSchema);
const database = await connect(url);
await printCpuOf(async () => {
  for (let first = 1; first <= Number(rows); first += ROWS_AT_ONCE) {
    await database.query(INSERT, [first, Math.min(first + ROWS_AT_ONCE - 1, Number(rows))]);
  }
  await database.query('VACUUM ANALYZE catalog.files');
});
