/** What people put into a library. A copy that is still being made has something else at its end: `.film.mp4.Xa81Rf`. */
const MEDIA_EXTENSION =
  /\.(jpe?g|png|gif|webp|avif|heic|heif|hif|tiff?|bmp|jxl|dng|nef|cr[23]|arw|raf|orf|rw2|mp4|m4v|mov|mkv|webm|avi|3gp|mpe?g|mts|m2ts|ts|wmv|mp3|m4a|aac|flac|ogg|oga|opus|wav|aiff?|wma)$/i;

/** What systems and programs leave in folders for themselves, in any case of letters. */
const FOREIGN_FILES = new Set(
  [
    'Thumbs.db',
    'Thumbs.db:encryptable',
    'ehthumbs.db',
    'ehthumbs_vista.db',
    'desktop.ini',
    'Icon\r',
    'SyncToy.dat',
  ]
    .concat([
      'ZbThumbnail.info',
      'Picasa.ini',
      'albumart.pamp',
      'folder.jpg.db',
      'IndexerVolumeGuid',
      'WPSettings.dat',
    ])
    .concat(['hiberfil.sys', 'pagefile.sys', 'swapfile.sys', 'autorun.inf', 'NTUSER.DAT', 'lost.dir'])
    .map((name) => name.toLowerCase()),
);

/** Copies and downloads that are not whole yet, backups and locks of editors, and what two-way sync keeps to itself. */
const UNFINISHED_FILE = new RegExp(
  [
    '\\.(part|partial|crdownload|download|opdownload|filepart|unfinished|incomplete|aria2|!ut|!qb|bc!|dtapart)$',
    '\\.(tmp|temp|swp|swo)$',
    '^~syncthing~.*\\.tmp$',
    '\\.octransferid\\d+\\.part$',
    '^~\\$',
    '~$',
    '\\.sync-conflict-\\d{8}-\\d{6}-[a-z0-9]{7}\\.part$',
  ].join('|'),
  'i',
);

/** Folders of network storage, recycle bins, file systems and archives, in any case of letters. */
const FOREIGN_FOLDERS = new Set(
  [
    '@eaDir',
    '@tmp',
    '@Recycle',
    '@Recently-Snapshot',
    '@__thumb',
    '#recycle',
    '#snapshot',
    '$RECYCLE.BIN',
    '$Recycle.bin',
  ]
    .concat([
      'RECYCLER',
      'RECYCLED',
      'System Volume Information',
      'lost+found',
      '__MACOSX',
      'Network Trash Folder',
    ])
    .concat([
      'Temporary Items',
      'FOUND.000',
      'LOST.DIR',
      '~snapshot',
      'AppleDouble',
      'TheVolumeSettingsFolder',
    ])
    .map((name) => name.toLowerCase()),
);

/**
 * Whether a file is passed over because of its name. What begins with a dot is hidden, and mostly another program's; a
 * hidden photo, film or song is somebody's all the same. `._name` is what macOS keeps beside a file on a foreign disk.
 */
export function isHiddenFile(name: string): boolean {
  if (name.startsWith('.') && (name.startsWith('._') || !MEDIA_EXTENSION.test(name.slice(1)))) return true;
  return UNFINISHED_FILE.test(name) || FOREIGN_FILES.has(name.toLowerCase());
}

/** Whether a folder, with all that is below it, is passed over: `.hearth` of our own, `.Trash-1000`, `.git`, `@eaDir`. */
export function isHiddenFolder(name: string): boolean {
  return name.startsWith('.') || FOREIGN_FOLDERS.has(name.toLowerCase());
}
