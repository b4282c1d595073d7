import type { Companionship, FolderFile } from '@hearth/catalog';
import { findLivePairs } from './live-pairs.js';
import { findSidecars } from './sidecar-names.js';

/** Which files of a folder belong together. */
export function decideCompanions(files: readonly FolderFile[]): Companionship {
  return {
    pairs: findLivePairs(files),
    sidecars: findSidecars(files).map(({ sidecar, of }) => ({
      sidecar: sidecar.id,
      of: of.map(({ id }) => id),
    })),
  };
}
