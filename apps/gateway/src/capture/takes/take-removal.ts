import { Injectable } from '@nestjs/common';
import { takeRemoved } from '@hearth/contracts';
import { StoredPublisher } from '@hearth/platform';
import { DataSource } from 'typeorm';
import { CaptureFolder } from './capture-folder.js';
import { listFiled, type TakeRecord } from './take-record.js';

export interface Removed {
  readonly files: number;
  readonly bytes: number;
  readonly frames: number;
  readonly keypoints: number;
  readonly calibrations: number;
}

/** Takes a take away for good: in the library, beside it, and in the database. */
@Injectable()
export class TakeRemoval {
  constructor(
    private readonly database: DataSource,
    private readonly folder: CaptureFolder,
    private readonly publisher: StoredPublisher,
  ) {}

  /**
   * The rows go last: what a crash leaves undone, the next try finds by them. Throws `service.unavailable` where the library
   * cannot be told: its rows and pictures have to go, too. Throws `library.offline` where the disk is not there.
   */
  async remove(take: Pick<TakeRecord, 'id' | 'devices' | 'isCalibrated'>): Promise<Removed> {
    await this.folder.ensureThere();
    let [files, bytes] = [0, 0];
    const filed = await listFiled(this.database, [take.id]);
    for (const { folder, name } of filed) {
      const size = await this.folder.unfile(folder, name);
      if (size > 0) files += 1;
      bytes += size;
    }
    await this.folder.removeStaging(take.id);
    // A disk that went meanwhile said of every file that there is none.
    await this.folder.ensureThere();
    const [keypoints] = await this.database.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM realtime.capture_keypoints WHERE take_id = $1',
      [take.id],
    );
    const fileIds = filed.flatMap(({ fileId }) => fileId ?? []);
    if (fileIds.length > 0) await this.publisher.publish(takeRemoved, { takeId: take.id, fileIds });
    await this.database.query('DELETE FROM realtime.capture_takes WHERE id = $1', [take.id]);
    return {
      ...{ files, bytes, keypoints: keypoints?.count ?? 0, calibrations: take.isCalibrated ? 1 : 0 },
      frames: take.devices.reduce((sum, device) => sum + device.frames, 0),
    };
  }
}
