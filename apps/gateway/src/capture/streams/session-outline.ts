import type { CaptureSession } from '@hearth/contracts';

/** What of a session is not a measurement: two that differ in it are worth telling of. */
export function outlineOf({ devices, take, endedAt }: CaptureSession): string {
  return JSON.stringify([
    devices.map(({ deviceId, state, transport }) => [deviceId, state, transport]),
    take,
    endedAt,
  ]);
}
