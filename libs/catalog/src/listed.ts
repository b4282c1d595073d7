/**
 * Why a file that the catalogue knows stands in no list: it lies in the bin; it was on the disk and waits to come back; it
 * belongs to another file as its side-car; it is the film of a Live Photo.
 */
export const UNLISTED_AS = ['binned', 'vanished', 'sidecar', 'motion-part'] as const;
export type UnlistedAs = (typeof UNLISTED_AS)[number];

/*
 * The conditions that every query on `catalog.files` stands on. The table is called `f`.
 */

/** What people see: in lists, counts, searches, shares and archives. */
export const LISTED = 'f.unlisted_as IS NULL';
/** What may be asked for by its id: also the film of a Live Photo, which its still plays. */
export const SERVED = `(f.unlisted_as IS NULL OR f.unlisted_as = 'motion-part')`;
/** What lies in the library at its path, whether people see it or not; a path belongs to one of these. */
export const ON_DISK = `(f.unlisted_as IS NULL OR f.unlisted_as IN ('sidecar', 'motion-part'))`;
/** What takes room on the disk, in the bin too. */
export const TAKES_ROOM = `f.unlisted_as IS DISTINCT FROM 'vanished'`;
