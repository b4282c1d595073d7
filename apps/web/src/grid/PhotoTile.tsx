import type { FileSummary } from '@hearth/contracts';
import { Check, FileWarning, Heart, Play } from 'lucide-react';
import { memo, type MouseEvent } from 'react';
import { FileName } from '../design/FileName.tsx';
import { formatClock } from '../design/format.ts';
import { visibleText } from '../design/visible-text.ts';
import { FilePicture } from '../files/FilePicture.tsx';
import { KindIcon } from '../files/KindIcon.tsx';
import { reasonOf } from '../files/reason-of.ts';
import { labelOf } from '../files/tile-label.ts';
import { useIsSelected, useSelection } from '../selection/use-selection.ts';
import styles from './PhotoTile.module.css';

interface PhotoTileProps {
  readonly file: FileSummary;
  readonly href: string;
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
  /** One tile of the grid can be reached by Tab; the arrow keys lead to the others. */
  readonly isTabStop: boolean;
  readonly onOpen: (file: FileSummary, tile: HTMLElement) => void;
  readonly onPick: (file: FileSummary, event: { readonly shiftKey: boolean }) => void;
}

/** One photo or video. A click opens it, or picks it where others are picked already. */
export const PhotoTile = memo(function PhotoTile(props: PhotoTileProps) {
  const { file, href, isTabStop, onOpen, onPick, ...box } = props;
  const selection = useSelection();
  const isSelected = useIsSelected(file.id);
  const click = (event: MouseEvent<HTMLElement>) => {
    if (event.metaKey || event.ctrlKey || event.button !== 0) return;
    event.preventDefault();
    if (selection.getCount() > 0 || event.shiftKey) onPick(file, event);
    else onOpen(file, event.currentTarget);
  };
  return (
    <div className={styles.tile} style={box} data-selected={isSelected}>
      <a
        className={styles.link}
        href={href}
        tabIndex={isTabStop ? 0 : -1}
        data-file={file.id}
        data-state={file.state}
        draggable={false}
        onClick={click}
        onKeyDown={(event) => {
          if (event.key !== ' ' && event.key !== 'x') return;
          event.preventDefault();
          onPick(file, event);
        }}
      >
        {file.thumbnailUrl === null ? <Nameplate file={file} /> : <FilePicture file={file} />}
        <span className="visually-hidden">
          {labelOf(file)}
          {isSelected && ', selected'}
        </span>
        {file.kind === 'video' && file.durationSec !== null && (
          <span className={styles.badge} aria-hidden>
            <Play size={11} fill="currentcolor" strokeWidth={0} />
            {formatClock(file.durationSec)}
          </span>
        )}
        {file.favourite && (
          <Heart className={styles.heart} size={15} fill="currentcolor" strokeWidth={0} aria-hidden />
        )}
      </a>
      <button
        type="button"
        className={styles.check}
        tabIndex={-1}
        aria-pressed={isSelected}
        aria-label={`Select ${visibleText(file.name)}`}
        onClick={(event) => onPick(file, event)}
      >
        <span>
          <Check size={15} strokeWidth={3} aria-hidden />
        </span>
      </button>
    </div>
  );
});

/** For what has no picture. Its words are in the link's name already. */
function Nameplate({ file }: { readonly file: FileSummary }) {
  const isUnreadable = file.state === 'unreadable';
  return (
    <span className={styles.nameplate} data-warning={isUnreadable} title={file.reason} aria-hidden>
      {isUnreadable ? <FileWarning size={26} strokeWidth={1.6} /> : <KindIcon kind={file.kind} size={26} />}
      <span className={styles.name}>
        <FileName name={file.name} />
      </span>
      {isUnreadable && <span className={styles.reason}>{reasonOf(file)}</span>}
    </span>
  );
}
