export { adoptByContent, findDigests, forgetLongVanished } from './adoptions.js';
export { findBroughtBytes } from './brought.js';
export {
  findFilesOfOlderReader,
  findFilesToPicture,
  findFileToRepeat,
  keepFacts,
  keepPictures,
  recordFacts,
  recordPicture,
  repeatStep,
} from './done-again.js';
export {
  findSidecarPaths,
  judgeSidecarsAgain,
  readFactsAgain,
  settleCompanions,
  type Companionship,
  type FolderFile,
} from './companions.js';
export { discardFiles, findDiscardedContents, forgetDiscardedContents } from './discarding.js';
export { diskDigest, mtimeMsOf, nsOf, type DiskLook } from './disk-digest.js';
export { findFactsAfter } from './file-facts.js';
export { isSameNameToSome, twinsOf } from './same-name.js';
export { asFileName, checkFileName, checkFolder, checkPassingName, type CheckedName } from './file-name.js';
export {
  FAILED_STEPS_LIST,
  forgetFailedStep,
  mayTryStep,
  recordFailedStep,
  retryFailedSteps,
  type FailedStep,
} from './failed-steps.js';
export { confirmRemovals, removeConfirmed, type ConfirmedRemovals } from './confirm-removals.js';
export {
  findFilesOfContent,
  findIdsByContent,
  findIdsByLook,
  type FileLook,
  type FileOfContent,
} from './file-content.js';
export { addFiles, changeFiles, removeFiles } from './file-events.js';
export {
  FACT_COLUMNS,
  factsOf,
  FILE_DETAILS,
  LISTED_FILE,
  ofFiles,
  type FactsRecord,
  type FileDetails,
  type FileRecord,
  type ListedFile,
  type LocatedFile,
} from './file-record.js';
export {
  findFile,
  findFileAt,
  findFileNamed,
  findFilesLyingBelow,
  findFilesLyingIn,
  holdsFilesOfOthers,
  type FileAtPath,
  findListedFiles,
  findListedIds,
  findLocatedFile,
  findPresentFiles,
  findServedIds,
} from './files.js';
export {
  findFilesWithoutPlace,
  findPlaces,
  findPlaceWords,
  findPosition,
  placesStatement,
  recordPlace,
  type FilePosition,
  type PlaceName,
  type PlaceRow,
} from './places.js';
export { boxOfCell, writeBox } from './map-cells.js';
export { addUpCounts, isCounted, recountFiles } from './file-counts.js';
export { isUnder, listConditions, narrowConditions } from './files-conditions.js';
export type { AddValue, FilesFilter, SearchMode } from './files-filter.js';
export {
  NEWEST_FIRST,
  parseOrder,
  readCursor,
  writeCursor,
  type FilesCursor,
  type FilesOrder,
} from './files-order.js';
export { countListedFiles, filesPageStatement, findFilesPage, type PagedFile } from './files-page.js';
export { FAR_OUT } from './search-way.js';
export type { FilesPage } from './page-order.js';
export {
  findThumbhash,
  findVersion,
  recordFingerprint,
  recordUpload,
  type Fingerprinted,
  type FileVersion,
  type IndexedVersion,
  type IndexOutcome,
  type PreviewAs,
  type Uploaded,
} from './index-writes.js';
export type { FileContentFacts } from './content-facts.js';
export {
  findFilesToLookAt,
  recordOutcome,
  recordOutcomes,
  type FileToLookAt,
  type Looked,
} from './index-outcomes.js';
export { listNewFiles, type NewFile } from './listing-writes.js';
export {
  findMounts,
  LEFT_OUT_LIST,
  recordLeftOut,
  recordLeftOutAt,
  recordMounts,
  type LeftOut,
} from './left-out.js';
export {
  derivedFolder,
  derivedPath,
  HEARTH_FOLDER,
  libraryPath,
  MARKER_FILE,
  motionPath,
  pictureOf,
  splitLibraryPath,
} from './library-path.js';
export { countFilesByDay, findLibraryStatus } from './library-figures.js';
export {
  adoptLibrary,
  findLibrary,
  recordFullScan,
  setLibraryStatus,
  type LibraryState,
  type LibraryStatus,
} from './library-state.js';
export {
  findFilesWithoutPreview,
  findFileToPreview,
  findPicturedFiles,
  forgetPictures,
  recordPreview,
  type PicturedFile,
} from './pictures.js';
export { findFilesToTurn, findFileToTurn, recordTurn, turnsTo, type FileToTurn } from './turns.js';
export {
  findContentsWithInnerSubtitles,
  findContentToLookInto,
  findFilesWithoutInnerTexts,
  findInnerTexts,
  forgetInnerTexts,
  innerSubtitlePath,
  recordInnerTexts,
  type Chapter,
  type InnerSubtitle,
} from './inner-texts.js';
export { LISTED, ON_DISK, SERVED, UNLISTED_AS, type UnlistedAs } from './listed.js';
export {
  countSegments,
  INIT_PART,
  renditionPath,
  SEGMENT_SEC,
  segmentLengthSec,
  segmentOf,
  segmentPart,
} from './rendition-plan.js';
export {
  findDueRenditions,
  findRenderableContent,
  findRenderableFile,
  findRendition,
  forgetOldestRenditions,
  leaveRendition,
  RENDITION_STEP,
  reportRendition,
  shortenRendition,
  touchRendition,
  wantSegment,
  type RenderableFile,
  type RenditionState,
  type RenditionWork,
} from './renditions.js';
export {
  findDueFullPictures,
  findEnlargeableFile,
  findFileToEnlarge,
  findFullPicture,
  FULL_PICTURES_STEP,
  fullPicturePath,
  fullPicturePaths,
  recordFullPicture,
  touchFullPicture,
  wantFullPicture,
  type EnlargeableFile,
  type FullPictureType,
} from './full-pictures.js';
export { findPhoneFilms, sumRenditions, wantAhead, type PhoneFilm } from './renditions-ahead.js';
export { filterOf, isShared, sumUpShared, type SharedScope } from './shared-files.js';
export {
  changeProperties,
  copyProperties,
  findProperties,
  forgetFolderProperties,
  moveFolderProperties,
  type PropertyHolder,
  type SaidProperty,
} from './properties.js';
export {
  countFiles,
  countMissingFiles,
  findFilesAt,
  findFilesByInode,
  findFilesInFolders,
  findFilesUnder,
  findFolderDigests,
  findFoldersWithMissing,
  findMissingByInode,
  findMissingFiles,
  findFilesSentBack,
  findUnfinishedFiles,
  findVanishedFiles,
  hasVanishedFiles,
  hasFiles,
  type IndexedFile,
  type StoredDigest,
} from './scan-reads.js';
export { applyScan, NOTHING_CHANGED, type ScanChanges } from './scan-writes.js';
export { planMistyped } from './search-plan.js';
export {
  findContentsInUse,
  findPicturedFilesOf,
  forgetFailuresOfGoneFiles,
  forgetLooksOfGoneContents,
  forgetMadeOf,
} from './sweeping.js';
export { catalogSchema } from './schema.js';
export { relistFiles, unlistFiles } from './unlisting.js';
export {
  albumsStatement,
  appendToAlbum,
  countAlbumFiles,
  deleteAlbum,
  findAlbum,
  findAlbumFiles,
  findInAlbum,
  insertAlbum,
  lockAlbum,
  moveInAlbum,
  recordAlbumChange,
  removeFromAlbum,
  type AlbumFile,
  type AlbumRow,
} from './albums.js';
export {
  findArchive,
  findArchivedFiles,
  forgetOldArchives,
  recordArchive,
  type ArchivedFile,
  type ArchiveSelection,
  type StoredArchive,
} from './archives.js';
export {
  countBinned,
  findBinned,
  findBinnedBefore,
  findBinnedFiles,
  type BinnedFile,
  type BinnedRow,
} from './bin.js';
export {
  findFilesToHash,
  findNearGroups,
  findPicturedContent,
  recordPictureHash,
  type NearGroup,
} from './near-pictures.js';
export {
  findFilesToStoryboard,
  findStoryboard,
  findStoryboardedContents,
  forgetStoryboards,
  needsStoryboard,
  recordStoryboard,
  storyboardPath,
  type Storyboard,
} from './storyboards.js';
export { areFormerPathsKept, forgetFormerPaths, isFormerCopyConnected } from './former-paths.js';
export { findDuplicates, type DuplicateGroup } from './duplicates.js';
export {
  editFiles,
  findCompanions,
  findFilesToChange,
  type Companion,
  type FileEdits,
  type FileToChange,
} from './file-edits.js';
export { countFilesIn, findCovers, findFoldersIn, type CountedFolder, type FolderCount } from './folders.js';
export { isHiddenFolder } from './hidden-name.js';
export {
  recordBinnedFiles,
  recordMovedFiles,
  countFolderRows,
  recordMovedFolder,
  recordPurgedFiles,
  recordRestoredFiles,
  removeDoublesOfFolder,
  type MovedFile,
} from './moved-files.js';
export { findMoves, forgetMoves, recordMoves, type Move, type MoveKind } from './moves.js';
export { findTags, sumUpTallies, type TagCount } from './tallies.js';
export { findBeside, type FileBeside } from './beside.js';
export {
  musicAlbumsStatement,
  musicArtistsStatement,
  musicTracksStatement,
  type MusicAlbumRow,
  type MusicArtistRow,
  type MusicTrackRow,
} from './music.js';
