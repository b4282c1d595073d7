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

const WAYS = {
  each: { words: 'Save', Icon: Download, save: saveEach },
  folder: { words: 'Save to a folder', Icon: FolderDown, save: saveIntoFolder },
  zip: { words: 'Save as ZIP', Icon: FileArchive, save: saveAsZip },
} as const;

interface SaveButtonsProps {
  readonly manifest: Manifest;
  /** From then on what came stays readable, though somebody takes it off the list. */
  readonly open: () => FileAt;
}

/** Puts what came to where the person wants it; the first way is the one most want. */
export function SaveButtons({ manifest, open }: SaveButtonsProps) {
  const [now, setNow] = useState<WayToSave>();
  const [hasFailed, setFailed] = useState(false);
  const save = async (way: WayToSave) => {
    setNow(way);
    setFailed(false);
    try {
      await WAYS[way].save(manifest, open());
    } catch (error) {
      // Somebody changed their mind, or else it did not work.
      setFailed(!(error instanceof DOMException && error.name === 'AbortError'));
    } finally {
      setNow(undefined);
    }
  };
  return (
    <>
      {waysToSave(manifest.files, maySaveFolders()).map((way, index) => {
        const { words, Icon } = WAYS[way];
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
            {now === way ? 'Saving…' : words}
          </button>
        );
      })}
      {hasFailed && (
        <p className={styles.soft} role="alert">
          It could not be saved there. Is there room on this device?
        </p>
      )}
    </>
  );
}
