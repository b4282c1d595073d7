import type { FileSummary } from '@hearth/contracts';
import { FileWarning, Play } from 'lucide-react';
import { memo, type MouseEvent } from 'react';
import { FileName } from '../design/FileName.tsx';
import { formatClock } from '../design/format.ts';
import { FilePicture } from './FilePicture.tsx';
import styles from './FileTile.module.css';
import { KindIcon } from './KindIcon.tsx';
import { reasonOf } from './reason-of.ts';
import { labelOf } from './tile-label.ts';

interface FileTileProps {
  readonly file: FileSummary;
  readonly href: string;
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
  /** One tile of the grid can be reached by Tab; the arrow keys lead to the others. */
  readonly isTabStop: boolean;
  readonly onOpen: (file: FileSummary, tile: HTMLElement) => void;
}

export const FileTile = memo(function FileTile({ file, href, isTabStop, onOpen, ...box }: FileTileProps) {
  const open = (event: MouseEvent<HTMLElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    onOpen(file, event.currentTarget);
  };
  return (
    <a
      className={styles.tile}
      style={box}
      href={href}
      tabIndex={isTabStop ? 0 : -1}
      data-file={file.id}
      data-state={file.state}
      aria-label={labelOf(file)}
      onClick={open}
    >
      {file.thumbnailUrl === null ? <Nameplate file={file} /> : <FilePicture file={file} />}
      {file.state === 'ready' && <Badge file={file} />}
    </a>
  );
});

function Nameplate({ file }: { readonly file: FileSummary }) {
  const isUnreadable = file.state === 'unreadable';
  return (
    <span className={styles.nameplate} title={file.reason}>
      {isUnreadable ? (
        <FileWarning size={26} strokeWidth={1.6} aria-hidden />
      ) : (
        <KindIcon kind={file.kind} size={26} />
      )}
      <span className={styles.name}>
        <FileName name={file.name} />
      </span>
      {isUnreadable && <span className={styles.reason}>{reasonOf(file)}</span>}
    </span>
  );
}

function Badge({ file }: { readonly file: FileSummary }) {
  if (file.durationSec === null || file.kind === 'image') return null;
  return (
    <span className={styles.badge}>
      {file.kind === 'video' && <Play size={11} fill="currentcolor" strokeWidth={0} aria-hidden />}
      {formatClock(file.durationSec)}
    </span>
  );
}
