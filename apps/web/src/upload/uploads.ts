import { createContext, use } from 'react';
import { DEFAULT_FOLDER } from '../backup/default-folder.ts';
import type { PickedFile } from './read-drop.ts';

export interface Uploads {
  /** Undefined for who may not add anything. */
  readonly send: ((picked: readonly PickedFile[]) => void) | undefined;
  readonly choose: (() => void) | undefined;
}

export const UploadsContext = createContext<Uploads>({ send: undefined, choose: undefined });

export function useUploads(): Uploads {
  return use(UploadsContext);
}

const FOLDERS = /^\/folders(?:\/(.+))?$/;

/** The folder that a page shows, to upload into; elsewhere one for what just came. */
export function destinationOf(path: string, folderOf: (encoded: string | undefined) => string): string {
  const match = FOLDERS.exec(path);
  return match?.[1] === undefined ? DEFAULT_FOLDER : folderOf(match[1]);
}
