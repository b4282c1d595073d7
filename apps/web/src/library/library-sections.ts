import type { Role } from '@hearth/contracts';

interface LibrarySection {
  readonly href: string;
  readonly label: string;
  readonly access: Role;
  /** Addresses below it belong to it. */
  readonly isWithin?: true;
}

/** The parts of the library, each kind of thing in its place. */
export const LIBRARY_SECTIONS: readonly LibrarySection[] = [
  { href: '/', label: 'Photos', access: 'viewer' },
  { href: '/favourites', label: 'Favourites', access: 'viewer' },
  { href: '/folders', label: 'Folders', access: 'viewer', isWithin: true },
  { href: '/albums', label: 'Albums', access: 'viewer', isWithin: true },
  { href: '/map', label: 'Map', access: 'viewer' },
  { href: '/music', label: 'Music', access: 'viewer' },
  { href: '/documents', label: 'Documents', access: 'viewer' },
  { href: '/duplicates', label: 'Duplicates', access: 'editor' },
  { href: '/bin', label: 'Bin', access: 'editor' },
];
