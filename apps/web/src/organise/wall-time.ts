import type { FileSummary } from '@hearth/contracts';

/** A clock's time as a field of a form takes it, `2024-05-01T10:00`. */
export function wallTimeOf({ localTime }: Pick<FileSummary, 'localTime'>): string {
  return localTime.slice(0, 16);
}

/** What a clock showed there, as the hub takes it: as far from UTC as the file says, in UTC where it says nothing. */
export function takenAtOf(
  wall: string,
  { takenAt, localTime }: Pick<FileSummary, 'takenAt' | 'localTime'>,
): string {
  const minutes =
    takenAt === null ? 0 : Math.round((Date.parse(`${localTime}Z`) - Date.parse(takenAt)) / 60_000);
  const held = Math.abs(minutes) > 14 * 60 ? 0 : minutes;
  const [hour, minute] = [Math.floor(Math.abs(held) / 60), Math.abs(held) % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return `${wall}:00${held < 0 ? '-' : '+'}${two(hour)}:${two(minute)}`;
}

interface Shift {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly isBack: boolean;
}

export function shiftSecOf({ days, hours, minutes, isBack }: Shift): number {
  return (isBack ? -1 : 1) * (days * 86_400 + hours * 3_600 + minutes * 60);
}
