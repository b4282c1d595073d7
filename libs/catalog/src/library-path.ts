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

/** Inside the derived folder, what was made of some content: the same twice is made once. */
export function derivedFolder(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256}`;
}

/** A picture there. `picture` is what `pictureOf` says. */
export function derivedPath(picture: string, size: 'grid' | 'preview'): string {
  return `${derivedFolder(picture)}/${size}.webp`;
}

/** What names the pictures of a file: its content, and how somebody turned it. As the SQL of `PICTURE` has it. */
export function pictureOf({ sha256, shownTurn }: { sha256: string; shownTurn: number | null }): string {
  return shownTurn === null ? sha256 : `${sha256}/turn-${shownTurn}`;
}

/** What `pictureOf` says of a row that is called `f`. */
export const PICTURE = `f.sha256 || COALESCE('/turn-' || f.shown_turn, '')`;

/** The film of a Motion Photo, taken out of it; beside its pictures. */
export function motionPath(sha256: string): string {
  return `${derivedFolder(sha256)}/motion.mp4`;
}

/** Our own folder in the library, never indexed: the marker, staging and the bin. */
export const HEARTH_FOLDER = '.hearth';
/** Inside `HEARTH_FOLDER`; a library without it is not mounted, or another one. */
export const MARKER_FILE = 'library-id';
