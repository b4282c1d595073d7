import type { FileDetails, ListedFile } from '@hearth/catalog';
import type { currentShareFile, FileSummary, OutputOf, Share } from '@hearth/contracts';
import { presentFile, presentFileDetail } from '../library/present-file.js';
import { decideShareOpen } from './decide-share-open.js';
import { kindOf, type ShareRow } from './share-rows.js';

const COVERS = 4;

/** A link as the contracts show it to its maker. */
export function presentShare(row: ShareRow): Share {
  const { id, label, folder, albumId, allowUpload, uses, maxUses, fileIds } = row;
  return {
    ...{ id, label, folder, albumId, allowUpload, uses, maxUses },
    of: kindOf(row),
    coverFileIds: fileIds?.slice(0, COVERS) ?? [],
    files: fileIds?.length ?? null,
    state: decideShareOpen(row, new Date()),
    uploads: {
      ...{ files: row.uploadFiles, sizeBytes: row.uploadBytes },
      ...{ maxFiles: row.maxUploadFiles, maxBytes: row.maxUploadBytes },
    },
    isModerated: row.isModerated,
    hasPassword: row.passwordHash !== null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    createdBy: { id: row.ownerId, username: row.ownerName },
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}

/**
 * A file as guests see it: nothing of where it lies, who brought it and what the house thinks of it. Its pictures have addresses
 * that take the guest's token each time, so that they end with the link; signed ones would live on for a while.
 */
export function presentSharedFile(row: ListedFile): FileSummary {
  const file = presentFile(row, () => '');
  const picture = (size: 'grid' | 'preview') => `/api/files/${row.id}/thumbnail?size=${size}`;
  return {
    ...file,
    ...{ folder: '', tags: [], favourite: false, uploadedBy: null, deviceId: null },
    thumbnailUrl: file.thumbnailUrl === null ? null : picture('grid'),
    previewUrl: file.previewUrl === null ? null : picture('preview'),
  };
}

/** The same with what a player must know. */
export function presentSharedFileDetail(row: FileDetails): OutputOf<typeof currentShareFile> {
  const { codecs, renditions } = presentFileDetail(row, () => '', undefined);
  return { ...presentSharedFile(row), codecs, renditions };
}
