import { asFileName } from '@hearth/catalog';

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

const FIRST_PHOTO_YEAR = 1826;
export const LAST_SENSIBLE_YEAR = 2100;

/**
 * The month on the camera's own clock, of an EXIF time such as `2019:07:24 11:25:40`. Clocks that were never set show
 * zeros or nonsense, which is no time.
 */
export function parseExifMonth(text: unknown): YearAndMonth | undefined {
  const [, year = '', month = '', day = ''] =
    /^(\d{4})[:\-/](\d{2})[:\-/](\d{2})/.exec(typeof text === 'string' ? text.trim() : '') ?? [];
  const found = { year: Number(year), month: Number(month) };
  if (found.year < FIRST_PHOTO_YEAR || found.year > LAST_SENSIBLE_YEAR) return undefined;
  if (found.month < 1 || found.month > 12 || Number(day) < 1 || Number(day) > 31) return undefined;
  return found;
}

/** By the clock on the wall of this house. */
export function monthOf(time: Date): YearAndMonth {
  return { year: time.getFullYear(), month: time.getMonth() + 1 };
}
