import type { Take, TakeManifest, TakeSummary } from '@hearth/contracts';
import type { FiledFile, TakeRecord } from './take-record.js';

/** As the contracts say. */
export function presentTake(take: TakeRecord, files: readonly FiledFile[]): TakeSummary {
  const { id, sessionId, label, mode, state, durationSec, syncReport, isCalibrated, hasKeypoints } = take;
  return {
    ...{ id, sessionId, label, mode, state, durationSec, syncReport, isCalibrated, hasKeypoints },
    startedAt: new Date(take.startsAtMs).toISOString(),
    keepUntil: take.keepUntil?.toISOString() ?? null,
    consent: { by: take.consentBy, at: take.consentAt.toISOString() },
    devices: [...take.devices],
    files: files
      .filter(({ takeId }) => takeId === id)
      .map(({ fileId, kind, deviceId, name, folder, sizeBytes }) => ({
        id: fileId,
        kind,
        deviceId,
        name,
        folder,
        sizeBytes,
      })),
  };
}

export function presentWithManifest(
  take: TakeRecord,
  files: readonly FiledFile[],
  manifest: TakeManifest | null,
): Take {
  return { ...presentTake(take, files), manifest };
}
