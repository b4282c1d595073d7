import type { endpoints } from '@hearth/contracts';

/** How a route answers before it looks at anything else: it lets the caller in, or not. */
export type Entry = 'in' | 401 | 403;

export interface RouteRow {
  readonly nobody: Entry;
  readonly viewer: Entry;
  readonly editor: Entry;
  readonly admin: Entry;
  /** A paired device, with the role of an editor, that was signed out. */
  readonly revokedDevice: Entry;
  /** The status for an editor who names what is somebody else's. Missing where a route names nothing that is anybody's. */
  readonly othersObject?: 403 | 404;
  /** Whoever opened a share link; missing where that lets nobody in who could not come in without. */
  readonly guest?: 'in';
}

const OPEN: RouteRow = { nobody: 'in', viewer: 'in', editor: 'in', admin: 'in', revokedDevice: 'in' };
const VIEWERS: RouteRow = { nobody: 401, viewer: 'in', editor: 'in', admin: 'in', revokedDevice: 401 };
/** Also for guests, of what was shared with them. */
const VISITORS: RouteRow = { ...VIEWERS, guest: 'in' };
const EDITORS: RouteRow = { nobody: 401, viewer: 403, editor: 'in', admin: 'in', revokedDevice: 401 };
/** Also for guests whose link lets them bring something. */
const BRINGERS: RouteRow = { ...EDITORS, guest: 'in' };
/** The service token lets in, no person's. */
const SERVICES: RouteRow = { nobody: 401, viewer: 403, editor: 403, admin: 403, revokedDevice: 401 };
const ADMINS: RouteRow = { nobody: 401, viewer: 403, editor: 403, admin: 'in', revokedDevice: 401 };

/** Signing in gives none of these tokens. */
const TICKETS: RouteRow = { nobody: 401, viewer: 401, editor: 401, admin: 401, revokedDevice: 401 };

/** For the guests of a share link alone. */
const GUESTS: RouteRow = { ...TICKETS, guest: 'in' };

/**
 * Who may do what, said a second time and by hand: `access` in the contracts is what the services go by, and each service's
 * tests hold its routes against this. A route without a row does not compile.
 */
export const ROUTE_MATRIX = {
  // Sign-in
  login: OPEN,
  refresh: OPEN,
  jwks: OPEN,
  logout: VIEWERS,
  me: VIEWERS,
  changePassword: VIEWERS,
  listSessions: { ...VIEWERS, othersObject: 403 },
  endSession: { ...VIEWERS, othersObject: 404 },
  // People
  listUsers: ADMINS,
  addUser: ADMINS,
  changeUser: ADMINS,
  removeUser: ADMINS,
  // Pairing and devices
  inspectPairing: OPEN,
  confirmPairing: OPEN,
  generatePairing: EDITORS,
  cancelPairing: { ...EDITORS, othersObject: 404 },
  listDevices: EDITORS,
  changeDevice: { ...EDITORS, othersObject: 404 },
  revokeDevice: { ...EDITORS, othersObject: 404 },
  forgetDevice: { ...EDITORS, othersObject: 404 },
  wakeDevice: { ...EDITORS, othersObject: 404 },
  // Uploads and phone backup
  uploadOptions: OPEN,
  uploadFiles: BRINGERS,
  mayUpload: BRINGERS,
  uploadRoom: VIEWERS,
  createUpload: BRINGERS,
  uploadOffset: { ...BRINGERS, othersObject: 404 },
  appendToUpload: { ...BRINGERS, othersObject: 404 },
  overrideUpload: { ...BRINGERS, othersObject: 404 },
  endUpload: { ...BRINGERS, othersObject: 404 },
  checkSync: { ...EDITORS, othersObject: 404 },
  syncFiles: { ...EDITORS, othersObject: 404 },
  // What is in the library may be laid out for anybody's phone.
  shareWithDevice: EDITORS,
  syncChanges: { ...VIEWERS, othersObject: 404 },
  // Library
  listFiles: VIEWERS,
  timeline: VIEWERS,
  listPlaces: VIEWERS,
  getFile: VIEWERS,
  streamFile: VISITORS,
  downloadFile: VISITORS,
  fileThumbnail: VISITORS,
  createPlayerLink: VIEWERS,
  // Its address is signed.
  streamLinked: OPEN,
  hlsPlaylist: VISITORS,
  fileStoryboard: VISITORS,
  fullPicture: VISITORS,
  hlsProgress: VISITORS,
  hlsPart: VISITORS,
  // Its address is signed.
  hlsSegment: OPEN,
  libraryStatus: VIEWERS,
  confirmRemovals: ADMINS,
  listFailures: ADMINS,
  retryFailures: ADMINS,
  listLeftOut: ADMINS,
  changeFile: EDITORS,
  changeFiles: EDITORS,
  removeFile: { ...EDITORS, othersObject: 403 },
  listBin: EDITORS,
  restoreFile: { ...EDITORS, othersObject: 404 },
  restoreFiles: EDITORS,
  emptyBin: ADMINS,
  listFolder: VIEWERS,
  addFolder: EDITORS,
  moveFolder: EDITORS,
  listTags: VIEWERS,
  listDuplicates: VIEWERS,
  listNearDuplicates: VIEWERS,
  listMusicArtists: VIEWERS,
  listMusicAlbums: VIEWERS,
  listMusicTracks: VIEWERS,
  listSubtitles: VIEWERS,
  getSubtitles: VIEWERS,
  getLyrics: VIEWERS,
  listAlbums: VIEWERS,
  getAlbum: VIEWERS,
  // An album is the house's: whoever may edit may change it.
  addAlbum: EDITORS,
  changeAlbum: EDITORS,
  removeAlbum: EDITORS,
  addToAlbum: EDITORS,
  takeFromAlbum: EDITORS,
  repeatStep: ADMINS,
  makeArchive: VISITORS,
  downloadArchive: { ...VISITORS, othersObject: 404 },
  reportPlayback: VIEWERS,
  forgetPositions: { ...VIEWERS, othersObject: 403 },
  fileQr: VIEWERS,
  // What a device keeps
  pinFile: VIEWERS,
  unpinFile: VIEWERS,
  listPins: VIEWERS,
  qr: VIEWERS,
  // Programs that sign in by themselves, and WebDAV
  listAppPasswords: VIEWERS,
  addAppPassword: VIEWERS,
  removeAppPassword: { ...VIEWERS, othersObject: 404 },
  davOptions: OPEN,
  davGet: VIEWERS,
  davPropfind: VIEWERS,
  davPermission: EDITORS,
  davPut: EDITORS,
  davDelete: EDITORS,
  davMkcol: EDITORS,
  davMove: EDITORS,
  davCopy: EDITORS,
  davProppatch: EDITORS,
  davLock: EDITORS,
  davUnlock: EDITORS,
  // Share links
  createShare: EDITORS,
  listShares: EDITORS,
  getShare: { ...EDITORS, othersObject: 404 },
  changeShare: { ...EDITORS, othersObject: 404 },
  revokeShare: { ...EDITORS, othersObject: 404 },
  inspectShare: OPEN,
  openShare: OPEN,
  currentShare: GUESTS,
  currentShareFiles: GUESTS,
  currentShareFile: GUESTS,
  downloadShared: GUESTS,
  currentShareUploads: GUESTS,
  listShareUploads: { ...EDITORS, othersObject: 404 },
  showShareUpload: { ...EDITORS, othersObject: 404 },
  // Insight
  popular: EDITORS,
  heatmap: { ...EDITORS, othersObject: 403 },
  engagement: ADMINS,
  storageSummary: ADMINS,
  neverWatched: ADMINS,
  searchInsights: ADMINS,
  // Everyone sees what is their own in these.
  activity: VIEWERS,
  nowPlaying: VIEWERS,
  fileInsight: VIEWERS,
  deviceInsight: VIEWERS,
  personInsight: { ...VIEWERS, othersObject: 403 },
  changePrivacy: { ...VIEWERS, othersObject: 403 },
  forgetHistory: { ...VIEWERS, othersObject: 403 },
  ingest: SERVICES,
  retract: SERVICES,
  // Drop
  createDropSession: VIEWERS,
  houseDropSession: VIEWERS,
  dropSession: OPEN,
  dropSessionByWords: OPEN,
  endDropSession: { ...VIEWERS, othersObject: 403 },
  dropIceServers: TICKETS,
  dropHealth: OPEN,
  joinDrop: OPEN,
  dropEvents: TICKETS,
  sendDropSignal: TICKETS,
  sendThroughDrop: TICKETS,
  receiveThroughDrop: TICKETS,
  // Capture. What phones call shows a token of its own.
  createCaptureSession: EDITORS,
  validateCaptureToken: OPEN,
  registerCaptureDevice: OPEN,
  getCaptureSession: { ...EDITORS, othersObject: 404 },
  watchCaptureSession: { ...EDITORS, othersObject: 404 },
  endCaptureSession: { ...EDITORS, othersObject: 404 },
  captureNtpSync: OPEN,
  offerCaptureStream: TICKETS,
  sendCaptureFrame: TICKETS,
  startTake: { ...EDITORS, othersObject: 404 },
  stopTake: { ...EDITORS, othersObject: 404 },
  listTakes: EDITORS,
  getTake: { ...EDITORS, othersObject: 404 },
  changeTake: { ...EDITORS, othersObject: 404 },
  deleteTake: { ...EDITORS, othersObject: 404 },
  exportFrames: { ...EDITORS, othersObject: 404 },
  calibrateTake: { ...EDITORS, othersObject: 404 },
  getCalibration: { ...EDITORS, othersObject: 404 },
  postKeypoints: { ...EDITORS, othersObject: 404 },
  getKeypoints: { ...EDITORS, othersObject: 404 },
  getPoses: { ...EDITORS, othersObject: 404 },
  // The house
  health: OPEN,
  listParkedEvents: ADMINS,
  retryParkedEvent: ADMINS,
  discardParkedEvent: ADMINS,
} as const satisfies Record<keyof typeof endpoints, RouteRow>;
