import type { FileKind, OutputOf, storageSummary } from '@hearth/contracts';
import type { Part } from '../charts/Treemap.tsx';
import { formatBytes } from '../design/format.ts';
import { visibleText } from '../design/visible-text.ts';

export type Summary = OutputOf<typeof storageSummary>;
export const STORAGE_BY = ['type', 'device', 'folder'] as const;
export type StorageBy = (typeof STORAGE_BY)[number];

export interface StoragePart extends Part {
  readonly files: number;
  /** The folder that it stands for, if one can go down into it. */
  readonly folder?: string;
}

const KIND_WORDS: Record<FileKind, string> = {
  image: 'Photos',
  video: 'Videos',
  audio: 'Music',
  document: 'Documents',
  other: 'Other',
};
/** From strong to faint, all of them light enough for dark letters. */
const SHADES = [62, 50, 40, 32, 26, 21, 17, 14];

/** What the library holds, cut one way; the largest first. `under` is the folder whose parts are told. */
export function storagePartsOf(
  { byType, byDevice, byFolder }: Pick<Summary, 'byType' | 'byDevice' | 'byFolder'>,
  by: StorageBy,
  under: string,
  deviceName: (id: string) => string | undefined,
): StoragePart[] {
  const sums =
    by === 'type'
      ? byType.map(({ kind, ...sum }) => ({
          ...{
            ...sum,
            key: kind,
            label: KIND_WORDS[kind],
            colour: `color-mix(in srgb, var(--kind-${kind}) 76%, #fff)`,
          },
        }))
      : by === 'device'
        ? byDevice.map(({ deviceId, ...sum }) => ({
            ...{ ...sum, key: deviceId ?? '', label: deviceLabel(deviceId, deviceName) },
          }))
        : byFolder.map(({ folder, ...sum }) => ({ ...sum, key: folder, ...folderLabel(folder, under) }));
  return sums
    .filter(({ sizeBytes }) => sizeBytes > 0)
    .sort((a, b) => b.sizeBytes - a.sizeBytes)
    .map(({ sizeBytes, ...part }, rank) => ({
      colour: `color-mix(in srgb, var(--kind-video) ${SHADES[Math.min(rank, SHADES.length - 1)]}%, #f5f0ea)`,
      ...part,
      ...{ amount: sizeBytes, figure: formatBytes(sizeBytes) },
    }));
}

function deviceLabel(id: string | null, nameOf: (id: string) => string | undefined): string {
  return id === null ? 'Not by a phone' : (nameOf(id) ?? 'A device that is gone');
}

function folderLabel(folder: string, under: string): { label: string; folder?: string } {
  if (folder === under) return { label: folder === '' ? 'At the top' : 'In this folder itself' };
  return { label: visibleText(folder.slice(folder.lastIndexOf('/') + 1)), folder };
}
