import { connect } from './catalogue.ts';

const ROWS_AT_ONCE = 20_000;
const TOWNS = 300;
/** So many have a picture, that of one of the real files. */
const PICTURED_EACH = 50;

/** Photos around towns all over the world, more of them around some than around others. */
const INSERT = `
  INSERT INTO catalog.files (id, folder, name, kind, mime_type, size_bytes, modified_at, mtime_ns, inode, sha256, taken_at, created_at,
    gps_lat, gps_lon, has_thumbnail, state)
  SELECT gen_random_uuid(), 'places/' || n / 400, n || '.jpg', 'image', 'image/jpeg', 1000 + n, shot.at, n, n,
    CASE WHEN n % ${PICTURED_EACH} = 0 THEN ($3::text[])[n / ${PICTURED_EACH} % cardinality($3::text[]) + 1] ELSE md5(n::text) END,
    shot.at, now() - n * interval '1 second',
    greatest(-80, least(80, sin(town * 12.9898) * 50 + 15 + sin(n * 78.233) * 0.3)), cos(town * 39.346) * 175 + cos(n * 11.135) * 0.4,
    n % ${PICTURED_EACH} = 0, 'ready'
  FROM generate_series($1::int, $2::int) AS n, LATERAL (SELECT floor(${TOWNS} * power((n * 7919 % 10007) / 10007.0, 2)) AS town) AS towns,
    LATERAL (SELECT '2012-01-01Z'::timestamptz + n % 5000 * interval '1 day' AS at) AS shot`;

/** Writes so many photos with places into a catalogue that has others already. */
const [url, rows, digests] = process.argv.slice(2) as [string, string, string];
const database = await connect(url);
for (let first = 1; first <= Number(rows); first += ROWS_AT_ONCE)
  await database.query(INSERT, [first, Math.min(first + ROWS_AT_ONCE - 1, Number(rows)), digests.split(',')]);
await database.query('VACUUM ANALYZE catalog.files');
process.exit(0);
