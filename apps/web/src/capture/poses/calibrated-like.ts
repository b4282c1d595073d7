import type { TakeSummary } from '@hearth/contracts';

type Known = Pick<TakeSummary, 'id' | 'isCalibrated' | 'devices'>;

/** The other takes whose cameras are known, and in which all phones of this one were. */
export function findCalibratedLike<T extends Known>(take: Known, takes: readonly T[]): T[] {
  return takes.filter(
    ({ id, isCalibrated, devices }) =>
      id !== take.id &&
      isCalibrated &&
      take.devices.every(({ deviceId }) => devices.some((other) => other.deviceId === deviceId)),
  );
}
