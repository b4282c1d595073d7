export { diskDigest, mtimeMsOf, type DiskLook } from './disk-digest.js';
export { asFileName, checkFileName, checkFolder, type CheckedName } from './file-name.js';
export {
  FAILED_STEPS_LIST,
  forgetFailedStep,
  mayTryStep,
  recordFailedStep,
  retryFailedSteps,
  type FailedStep,
} from './failed-steps.js';
export type { FileRecord } from './file-record.js';
export {
  findThumbhash,
  findVersion,
  recordFingerprint,
  recordOutcome,
  recordUpload,
  type FileContentFacts,
  type Fingerprinted,
  type FileVersion,
  type IndexedVersion,
  type IndexOutcome,
  type Uploaded,
} from './index-writes.js';
export { derivedPath, HEARTH_FOLDER, libraryPath, MARKER_FILE, splitLibraryPath } from './library-path.js';
export {
  adoptLibrary,
  findLibrary,
  recordFullScan,
  setLibraryStatus,
  type LibraryState,
  type LibraryStatus,
} from './library-state.js';
export { findPicturedFiles, forgetPictures, type PicturedFile } from './pictures.js';
export type { Queryable } from './queryable.js';
export {
  countFiles,
  countMissingFiles,
  findFilesAt,
  findFilesByInode,
  findFilesInFolders,
  findFilesUnder,
  findFolderDigests,
  findMissingFiles,
  findUnfinishedFiles,
  hasFiles,
  type IndexedFile,
  type StoredDigest,
} from './scan-reads.js';
export { applyScan, type ScanChanges } from './scan-writes.js';
export { catalogSchema } from './schema.js';
