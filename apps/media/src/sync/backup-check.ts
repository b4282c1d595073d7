import { Injectable } from '@nestjs/common';
import type { checkSync, FileId, InputOf, OutputOf } from '@hearth/contracts';
import { DataSource } from 'typeorm';
import { sensible } from '../uploading/announced.js';

type AskedFile = InputOf<typeof checkSync>['body']['files'][number];
type Answer = OutputOf<typeof checkSync>['files'][number];

/** FAT keeps times to two seconds. */
const SAME_TIME = '2 seconds';

/** Says which of a phone's files the library has, whoever brought them and whatever they are called. */
@Injectable()
export class BackupCheck {
  constructor(private readonly database: DataSource) {}

  async check(files: readonly AskedFile[]): Promise<Answer[]> {
    const byContent = await this.findByContent(
      files.map(({ sha256 }) => sha256).filter((one) => one !== undefined),
    );
    const bySize = await this.findBySize(files);
    return files.map((file, index) => {
      if (file.sha256 !== undefined) {
        const found = byContent.get(file.sha256);
        return { here: found !== undefined, ...(found && { fileId: found }) };
      }
      const likely = bySize.get(index);
      // Where no file has this size, none has these bytes.
      if (likely === undefined) return { here: false };
      return { here: 'unknown', ...(likely !== null && { fileId: likely }) };
    });
  }

  private async findByContent(digests: readonly string[]): Promise<Map<string, FileId>> {
    if (digests.length === 0) return new Map();
    const rows = await this.database.query<{ sha256: string; id: FileId }[]>(
      `SELECT DISTINCT ON (sha256) sha256, id FROM catalog.files
       WHERE sha256 = ANY ($1::text[]) AND missing_since IS NULL ORDER BY sha256, id`,
      [digests],
    );
    return new Map(rows.map(({ sha256, id }) => [sha256, id]));
  }

  /** By place in the question: the file of the same name, size and time, or null where only the size is the same. */
  private async findBySize(files: readonly AskedFile[]): Promise<Map<number, FileId | null>> {
    const asked = files
      .map(({ name, sizeBytes, modifiedAt, sha256 }, index) => ({
        name,
        sizeBytes,
        // PostgreSQL knows neither the year 0 nor each offset; at a time that nothing was changed at, nothing is found.
        modifiedAt: sensible(new Date(modifiedAt)) ?? null,
        sha256,
        index,
      }))
      .filter(({ sha256 }) => sha256 === undefined);
    if (asked.length === 0) return new Map();
    const rows = await this.database.query<{ index: number; id: FileId | null }[]>(
      `SELECT a.index, (
         SELECT f.id FROM catalog.files f WHERE f.size_bytes = a."sizeBytes" AND f.name = a.name AND f.missing_since IS NULL
           AND f.modified_at BETWEEN a."modifiedAt" - interval '${SAME_TIME}' AND a."modifiedAt" + interval '${SAME_TIME}'
         ORDER BY f.id LIMIT 1) AS id
       FROM jsonb_to_recordset($1::jsonb) AS a (index int, name text, "sizeBytes" bigint, "modifiedAt" timestamptz)
       WHERE EXISTS (SELECT FROM catalog.files f WHERE f.size_bytes = a."sizeBytes" AND f.missing_since IS NULL)`,
      [JSON.stringify(asked)],
    );
    return new Map(rows.map(({ index, id }) => [index, id]));
  }
}
