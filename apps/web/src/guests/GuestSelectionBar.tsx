import { Download } from 'lucide-react';
import { countOf, formatBytes } from '../design/format.ts';
import { downloadFiles } from '../organise/download-files.ts';
import { ChosenBar } from '../selection/ChosenBar.tsx';
import { useSelectedFiles, useSelection } from '../selection/use-selection.ts';
import styles from './GuestSharePage.module.css';

/** What guests can do with what they picked: take it with them. */
export function GuestSelectionBar() {
  const selection = useSelection();
  const selected = [...useSelectedFiles().values()];
  return (
    <>
      <p className="visually-hidden" role="status">
        {selected.length > 0 && `${countOf(selected.length, 'file')} selected`}
      </p>
      {selected.length > 0 && (
        <ChosenBar className={styles.selected}>
          <p className="figures">
            {countOf(selected.length, 'file')},{' '}
            {formatBytes(selected.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))}
          </p>
          <button
            type="button"
            className="button button-primary"
            onClick={() => {
              selection.clear();
              void downloadFiles(selected);
            }}
          >
            <Download size={18} aria-hidden />
            Download
          </button>
        </ChosenBar>
      )}
    </>
  );
}
