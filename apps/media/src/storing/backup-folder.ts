import { asFileName } from '@hearth/catalog';
import { parseWrittenTime, type WrittenTime } from '@hearth/catalog/taken-time';

const BACKUP_FOLDER = 'Phone backup';

export interface YearAndMonth {
  readonly year: number;
  readonly month: number;
}

/** `Phone backup/<device name>/YYYY/MM`. */
export function backupFolder(deviceName: string, { year, month }: YearAndMonth): string {
  return [
    BACKUP_FOLDER,
    asFileName(deviceName, 'Phone'),
    String(year).padStart(4, '0'),
    String(month).padStart(2, '0'),
  ].join('/');
}

/**
 * The month on the camera's own clock, of an EXIF time such as `2019:07:24 11:25:40`. Clocks that were never set show
 * zeros or nonsense, which is no time.
 */
export function parseExifMonth(text: unknown): YearAndMonth | undefined {
  return monthOfWritten(parseWrittenTime(text));
}

/** By the clock that showed the time; of a moment alone by the one on the wall of this house. */
export function monthOfWritten(time: WrittenTime | undefined): YearAndMonth | undefined {
  if (time?.clockMs === undefined)
    return time?.utcMs === undefined ? undefined : monthOf(new Date(time.utcMs));
  const clock = new Date(time.clockMs);
  return { year: clock.getUTCFullYear(), month: clock.getUTCMonth() + 1 };
}

/** By the clock on the wall of this house. */
export function monthOf(time: Date): YearAndMonth {
  return { year: time.getFullYear(), month: time.getMonth() + 1 };
}
