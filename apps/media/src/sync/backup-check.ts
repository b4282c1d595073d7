import { Injectable } from '@nestjs/common';
import { findIdsByContent, findIdsByLook } from '@hearth/catalog';
import type { checkSync, FileId, InputOf, OutputOf } from '@hearth/contracts';
import { DataSource } from 'typeorm';
import { sensible } from '../receiving/announced.js';

type AskedFile = InputOf<typeof checkSync>['body']['files'][number];
type Answer = OutputOf<typeof checkSync>['files'][number];

/** Says which of a phone's files the library has, whoever brought them and whatever they are called. */
@Injectable()
export class BackupCheck {
  constructor(private readonly database: DataSource) {}

  async check(files: readonly AskedFile[]): Promise<Answer[]> {
    const byContent = await findIdsByContent(
      this.database,
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

  /** By place in the question: the file of the same name, size and time, or null where only the size is the same. */
  private findBySize(files: readonly AskedFile[]): Promise<Map<number, FileId | null>> {
    const looks = files.map(({ name, sizeBytes, modifiedAt }, index) => ({
      name,
      sizeBytes,
      // PostgreSQL knows neither the year 0 nor each offset; at a time that nothing was changed at, nothing is found.
      modifiedAt: sensible(new Date(modifiedAt)) ?? null,
      index,
    }));
    return findIdsByLook(
      this.database,
      looks.filter(({ index }) => files[index]?.sha256 === undefined),
    );
  }
}
