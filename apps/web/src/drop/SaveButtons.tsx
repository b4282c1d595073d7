import { Download, FileArchive, FolderDown } from 'lucide-react';
import { useState } from 'react';
import styles from './Drop.module.css';
import type { Manifest } from './manifest.ts';
import {
  maySaveFolders,
  saveAsZip,
  saveEach,
  saveIntoFolder,
  waysToSave,
  type FileAt,
  type WayToSave,
} from './save-files.ts';
import { whyNotSaved } from './why-not-written.ts';

const WAYS = {
  each: { words: 'Save', busy: 'Saving…', Icon: Download, save: saveEach },
  folder: { words: 'Save to a folder', busy: 'Saving…', Icon: FolderDown, save: saveIntoFolder },
  // The browser saves it only then.
  zip: { words: 'Save as ZIP', busy: 'Packing…', Icon: FileArchive, save: saveAsZip },
} as const;

interface SaveButtonsProps {
  readonly manifest: Manifest;
  /** From then on what came stays readable, though somebody takes it off the list. */
  readonly open: () => FileAt;
}

/** Puts what came to where the person wants it; the first way is the one most want. */
export function SaveButtons({ manifest, open }: SaveButtonsProps) {
  const [now, setNow] = useState<WayToSave>();
  const [failure, setFailure] = useState<string>();
  /** Only of what this page writes itself: of a download it hears nothing more. */
  const [isInFolder, setInFolder] = useState(false);
  const save = async (way: WayToSave) => {
    setNow(way);
    setFailure(undefined);
    setInFolder(false);
    try {
      await WAYS[way].save(manifest, open());
      setInFolder(way === 'folder');
    } catch (error) {
      setFailure(whyNotSaved(error));
    } finally {
      setNow(undefined);
    }
  };
  return (
    <>
      {waysToSave(manifest.files, maySaveFolders()).map((way, index) => {
        const { words, busy, Icon } = WAYS[way];
        return (
          <button
            key={way}
            type="button"
            className={index === 0 ? 'button button-primary' : 'button'}
            title={way === 'zip' ? 'In one file, in which dates stay' : undefined}
            disabled={now !== undefined}
            onClick={() => void save(way)}
          >
            <Icon size={18} aria-hidden />
            {now === way ? busy : words}
          </button>
        );
      })}
      {isInFolder && (
        <p className={styles.soft} role="status">
          All of it is in that folder.
        </p>
      )}
      {failure !== undefined && (
        <p className={styles.soft} role="alert">
          {failure}
        </p>
      )}
    </>
  );
}
