/** What people put into a library. A copy that is still being made has something else at its end: `.film.mp4.Xa81Rf`. */
const MEDIA_EXTENSION =
  /\.(jpe?g|png|gif|webp|avif|heic|heif|hif|tiff?|bmp|jxl|dng|nef|cr[23]|arw|raf|orf|rw2|mp4|m4v|mov|mkv|webm|avi|3gp|mpe?g|mts|m2ts|ts|wmv|mp3|m4a|aac|flac|ogg|oga|opus|wav|aiff?|wma)$/i;

/** One pattern of many, for the whole name, in any case of letters. */
function anyOf(...patterns: string[]): RegExp {
  return new RegExp(`^(?:${patterns.join('|')})$`, 'i');
}

/** What systems and programs leave in folders for themselves. */
const FOREIGN_FILE = anyOf(
  // Windows
  ...[
    'thumbs\\.db(:encryptable)?',
    'ehthumbs(_vista)?\\.db',
    'thumbcache_\\w+\\.db',
    'desktop\\.ini',
    'autorun\\.inf',
  ],
  ...[
    '(hiberfil|pagefile|swapfile)\\.sys',
    'ntuser\\.dat.*',
    'indexervolumeguid',
    'wpsettings\\.dat',
    'synctoy.*\\.dat',
  ],
  // macOS
  ...['icon\\r', 'desktop (db|df)'],
  // Catalogues and small pictures of other programs
  ...[
    '(zbthumbnail|albumart)\\.(info|pamp)',
    'picasa\\.ini',
    'folder\\.jpg\\.db',
    'thumbnails-digikam\\.db',
    'pspbrwse\\.jbf',
  ],
  // Network storage
  ...['synoindex.*', 'synofile_thumb_.*', 'aquota\\.(user|group)', 'lost\\.dir'],
);

/** Copies and downloads that are not whole yet, backups and locks of editors, and what two-way sync keeps to itself. */
const UNFINISHED_FILE = anyOf(
  '.*\\.(part|partial|crdownload|download|opdownload|filepart|unfinished|incomplete|aria2|!ut|!qb|bc!|jc!|dtapart|!sync|bts|sftmp|ytdl)',
  '.*\\.(part-frag\\d+|rclone_chunk\\.\\d+\\w*|part\\.met|tmp|temp|swp|swo)',
  '~syncthing~.*\\.tmp',
  '.*\\.octransferid\\d+\\.part',
  '~\\$.*',
  '~wr[a-z]\\d+\\..*',
  '.*~',
);
/** Android's bin, and what an app has not written to its end: hidden, and yet with the names of pictures. */
const ANDROIDS_OWN = /^\.(trashed|pending)-\d+-/i;
/** What cameras put beside a film for their own small screens. */
const CAMERAS_OWN = /\.(thm|lrv|lrf)$/i;

/** Folders of network storage, recycle bins, file systems, archives and other programs' small pictures. */
const FOREIGN_FOLDER = anyOf(
  // Synology, QNAP, Asustor, Buffalo and their kind
  ...[
    '@eadir',
    '@tmp',
    '@recycle',
    '@recently-snapshot',
    '@__thumb',
    '@upload_cache',
    '@sharesnap',
    '@sharebin',
  ],
  ...['#recycle', '#snapshot', '~snapshot', 'network (recycle bin|trash folder)( \\d+)?', 'trashbox'],
  // Windows
  ...[
    '\\$recycle\\.bin',
    'recycle[rd]',
    'system volume information',
    'found\\.\\d{3}',
    '\\$windows\\.~(bt|ws)',
    'msocache',
  ],
  // macOS, in archives too
  ...[
    '__macosx',
    'temporary items',
    'appledouble',
    'thevolumesettingsfolder',
    '.*\\.(download|sparsebundle)',
  ],
  // Linux, Android
  ...['lost\\+found', 'lost\\.dir'],
  // Previews that Lightroom, Jellyfin, Nextcloud and Sony's cameras keep beside the pictures
  ...['.*\\.lrdata', '.*\\.trickplay', 'appdata_oc[a-z0-9]+', 'thmbnl'],
);

/**
 * Whether a file is passed over because of its name. What begins with a dot is hidden, and mostly another program's; a
 * hidden photo, film or song is somebody's all the same. `._name` is what macOS keeps beside a file on a foreign disk.
 */
export function isHiddenFile(name: string): boolean {
  if (name.startsWith('.') && (name.startsWith('._') || !MEDIA_EXTENSION.test(name.slice(1)))) return true;
  if (ANDROIDS_OWN.test(name) || CAMERAS_OWN.test(name)) return true;
  return UNFINISHED_FILE.test(name) || FOREIGN_FILE.test(name);
}

/** Whether a folder, with all that is below it, is passed over: `.hearth` of our own, `.Trash-1000`, `.git`, `@eaDir`. */
export function isHiddenFolder(name: string): boolean {
  return name.startsWith('.') || FOREIGN_FOLDER.test(name);
}
