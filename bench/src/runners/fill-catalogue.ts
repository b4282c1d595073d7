import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { importBuilt, printCpuOf } from './built-code.ts';
import { connect } from './catalogue.ts';

interface Platform {
  migrate(url: string, schema: unknown): Promise<void>;
}

interface Catalog {
  catalogSchema: unknown;
  diskDigest(name: string, look: { sizeBytes: number; mtimeMs: number; inode: number }): bigint;
}

const INSERT = `
  INSERT INTO catalog.files (id, folder, name, kind, mime_type, size_bytes, modified_at, mtime_ns, inode, sha256, state, disk_digest)
  SELECT gen_random_uuid(), $1, file.name, 'image', 'image/jpeg', file.size, to_timestamp(file.mtime_ms / 1000), file.mtime_ns,
    file.inode, md5(file.name), 'ready', file.digest
  FROM unnest($2::text[], $3::bigint[], $4::float8[], $5::numeric[], $6::numeric[], $7::bigint[])
    AS file (name, size, mtime_ms, mtime_ns, inode, digest)`;

/** Writes the library into the catalogue as if it had been indexed: folders of files, two levels deep. */
const [library, url] = process.argv.slice(2) as [string, string];
const { migrate } = await importBuilt<Platform>('libs/platform/dist/database.js');
const { catalogSchema, diskDigest } = await importBuilt<Catalog>('libs/catalog/dist/index.js');
await migrate(url, catalogSchema);
const database = await connect(url);
await printCpuOf(async () => {
  for (const folder of readdirSync(library)) {
    const names = readdirSync(join(library, folder));
    const looks = names.map((name) => lstatSync(join(library, folder, name)));
    await database.query(INSERT, [
      ...[folder, names, looks.map(({ size }) => size), looks.map(({ mtimeMs }) => mtimeMs)],
      ...[looks.map(({ mtimeMs }) => Math.round(mtimeMs * 1e6)), looks.map(({ ino }) => ino)],
      looks.map(({ size, mtimeMs, ino }, at) =>
        diskDigest(names[at] as string, { sizeBytes: size, mtimeMs, inode: ino }).toString(),
      ),
    ]);
  }
  await database.query('ANALYZE catalog.files');
});
