/** Where a file lies in the library: folders joined by `/`, the name last. */
export function libraryPath({ folder, name }: { folder: string; name: string }): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** The other way round. */
export function splitLibraryPath(path: string): { folder: string; name: string } {
  const slash = path.lastIndexOf('/');
  return slash === -1
    ? { folder: '', name: path }
    : { folder: path.slice(0, slash), name: path.slice(slash + 1) };
}

/** Inside the derived folder, by content: the same picture twice has one thumbnail. */
export function derivedPath(sha256: string, size: 'grid' | 'preview'): string {
  return `${sha256.slice(0, 2)}/${sha256}/${size}.webp`;
}

/** The film of a Motion Photo, taken out of it; beside its pictures. */
export function motionPath(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256}/motion.mp4`;
}

/** Our own folder in the library, never indexed: the marker, staging and the bin. */
export const HEARTH_FOLDER = '.hearth';
/** Inside `HEARTH_FOLDER`; a library without it is not mounted, or another one. */
export const MARKER_FILE = 'library-id';
