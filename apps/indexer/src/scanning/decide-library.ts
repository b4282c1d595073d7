export interface LibraryFacts {
  readonly isFolderThere: boolean;
  /** What the marker file says; undefined where there is none. */
  readonly marker: string | undefined;
  /** The library that the catalogue is about; undefined before the first scan. */
  readonly knownId: string | undefined;
  readonly hasFiles: boolean;
}

export type LibraryDecision =
  | { readonly action: 'scan' }
  /** The catalogue is empty and may be about this library as well. */
  | { readonly action: 'adopt'; readonly libraryId: string }
  /** A new library: it gets a marker. */
  | { readonly action: 'mark' }
  | { readonly action: 'wait'; readonly reason: string };

/**
 * Whether the folder is the library that the catalogue is about. An empty mount point has no marker: taking it for the
 * library would mean that every file was deleted.
 */
export function decideLibrary({ isFolderThere, marker, knownId, hasFiles }: LibraryFacts): LibraryDecision {
  if (!isFolderThere) return { action: 'wait', reason: 'the library folder is not there' };
  if (marker === undefined) {
    return hasFiles
      ? { action: 'wait', reason: 'the library folder has no marker file' }
      : { action: 'mark' };
  }
  if (marker === knownId) return { action: 'scan' };
  return hasFiles
    ? { action: 'wait', reason: 'the library folder is of another library' }
    : { action: 'adopt', libraryId: marker };
}
