/** What people put into a library. A copy that is still being made has something else at its end: `.film.mp4.Xa81Rf`. */
const MEDIA_EXTENSION =
  /\.(jpe?g|png|gif|webp|avif|heic|heif|hif|tiff?|bmp|jxl|dng|nef|cr[23]|arw|raf|orf|rw2|mp4|m4v|mov|mkv|webm|avi|3gp|mpe?g|mts|m2ts|ts|wmv|mp3|m4a|aac|flac|ogg|oga|opus|wav|aiff?|wma)$/i;

/**
 * Whether a file is passed over because of its name. What begins with a dot is hidden, and mostly another program's; a
 * hidden photo, film or song is somebody's all the same. `._name` is what macOS keeps beside a file on a foreign disk.
 */
export function isHiddenFile(name: string): boolean {
  return name.startsWith('.') && (name.startsWith('._') || !MEDIA_EXTENSION.test(name.slice(1)));
}

/** Whether a folder, with all that is below it, is passed over: `.hearth` of our own, `.Trash-1000`, `.git`, `.thumbnails`. */
export function isHiddenFolder(name: string): boolean {
  return name.startsWith('.');
}
