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
  // macOS; what file systems are mended to
  ...['icon\\r', 'desktop (db|df)', 'fsck\\d{4}\\.rec'],
  // Catalogues and small pictures of other programs
  ...[
    '(zbthumbnail|albumart)\\.(info|pamp)',
    'picasa\\.ini',
    'folder\\.jpg\\.db',
    '(thumbnails-digikam|digikam4)\\.db',
    'photoshop temp\\d+',
    'pspbrwse\\.jbf',
    'adobe bridge cache\\.bct?',
    'albumart(small|_\\{[\\da-f-]+\\}_(large|small))\\.jpg',
  ],
  // Network storage
  ...['.+@syno(eastream|resource)', 'syno@.*', 'syno(photo|video)_.*'],
  ...['synoindex.*', 'synofile_thumb_.*', 'aquota\\.(user|group)', 'lost\\.dir'],
);

/** Copies and downloads that are not whole yet, backups and locks of editors, and what two-way sync keeps to itself. */
const UNFINISHED_FILE = anyOf(
  '.*\\.(part|partial|crdownload|download|opdownload|filepart|unfinished|incomplete|aria2|!ut|!qb|az!|bc!|jc!|dtapart|!sync|!bt|bts|sftmp|ytdl)',
  '.*\\.(part-frag\\d+|rclone_chunk\\.\\d+\\w*|part\\.met|tmp|temp|swp|swo|crswap|trashinfo)',
  '.*\\.((xl)?td(\\.cfg)?|mega|fdmdownload|downloading|jdownloader|wkdownload|gstmp|dropboxpart|uploading(\\.cfg)?|pcloudtemp|cyberducksegment)',
  // FreeFileSync; Kate; what macOS writes first to put it in the place of a file
  ...['(.*\\.)?ffs_(tmp|db|lock)', '.*\\.kate-swp', '.*\\.sb-[\\da-f]{8}-\\w{6}'],
  // yt-dlp, before sound and picture are one; ExifTool, while it writes and what was there before
  ...['.+\\.te?mp\\.(mp4|mkv|webm|m4a)', '.*\\.\\w{3,4}_(original|exiftool_tmp)'],
  // What Nextcloud's programs put in the place of a file that is not on this machine; lftp
  ...['.+\\.(nextcloud|owncloud)', '.+\\.lftp-pget-status'],
  // Torrents in pieces; Soulseek
  ...['~utorrentpartfile_[\\da-f]+\\.dat', 'incomplete(~|[\\da-f]{32}).+'],
  '~syncthing~.*\\.tmp',
  '.*\\.octransferid\\d+\\.part',
  '~\\$.*',
  '~wr[a-z]\\d+\\..*',
  '.*~',
  '#.*\\.\\w+#',
);
/** Android's bin, and what an app has not written to its end: hidden, and yet with the names of pictures. */
const ANDROIDS_OWN = /^\.(trashed|pending)-\d+-/i;
/** What was deleted while somebody had it open, and what is being written: hidden, and may end like a picture, too. */
const HELD_OPEN = /^\.(fuse_hidden|nfs|smbdelete)[\da-f]{4}|^\.(syncthing\.|goutputstream-|wh\.)/i;
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
    '@transcode',
  ],
  '@(activebackup|appdata|appstore|cloudsync|database|docker|download|upload|home_cache|img_bkp_cache|mailscanner|quarantine|s2s|syno\\S*|trash|xattr)',
  '@gmt-[\\d.-]+', // Samba's earlier versions
  ...['#recycle', '#snapshot', '~snapshot', 'network (recycle bin|trash folder)( \\d+)?', 'trashbox'],
  // Windows
  ...[
    '\\$recycle\\.bin',
    'recycle[rd]|recycle\\.bin',
    'system volume information',
    'found\\.\\d{3}',
    '\\$windows\\.~(bt|ls|ws)',
    '\\$(getcurrent|winreagent|sysreset|extend)',
    'dfsrprivate|onedrivetemp|windowsimagebackup',
    'config\\.msi',
    'msocache',
  ],
  // macOS, in archives too
  ...[
    '__macosx',
    'temporary items',
    'appledouble',
    'thevolumesettingsfolder',
    '.*\\.(download|sparsebundle|backupbundle|backupdb)',
  ],
  // Linux, Android
  ...['lost\\+found', 'lost\\.dir'],
  // Previews and notes that Lightroom, Premiere, Nikon's programs, Jellyfin, Nextcloud and Sony's cameras keep beside the pictures
  ...[
    '.*\\.(lrdata|lrcat-data)',
    'adobe premiere pro (audio|video) previews',
    'nksc_param',
    '.*\\.trickplay',
  ],
  ...['plex versions', 'appdata_oc[a-z0-9]+', 'thmbnl'],
  // What sync of Nextcloud, MEGA and GoodSync keeps of what was deleted or is older
  ...['files_(trashbin|versions)', 'syncdebris', '_gsdata_', '.*\\.ffs_tmp'],
);

/**
 * Whether a file is passed over because of its name. What begins with a dot is hidden, and mostly another program's; a
 * hidden photo, film or song is somebody's all the same. `._name` is what macOS keeps beside a file on a foreign disk.
 */
export function isHiddenFile(name: string): boolean {
  if (name.startsWith('.') && (name.startsWith('._') || !MEDIA_EXTENSION.test(name.slice(1)))) return true;
  if (ANDROIDS_OWN.test(name) || HELD_OPEN.test(name) || CAMERAS_OWN.test(name)) return true;
  return UNFINISHED_FILE.test(name) || FOREIGN_FILE.test(name);
}

/** Whether a folder, with all that is below it, is passed over: `.hearth` of our own, `.Trash-1000`, `.git`, `@eaDir`. */
export function isHiddenFolder(name: string): boolean {
  return name.startsWith('.') || FOREIGN_FOLDER.test(name);
}
