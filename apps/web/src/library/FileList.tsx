import type { FileSummary } from '@hearth/contracts';
import { Check, FileWarning } from 'lucide-react';
import { memo, useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { FileName } from '../design/FileName.tsx';
import { formatBytes, formatClock, formatDay } from '../design/format.ts';
import { visibleText } from '../design/visible-text.ts';
import { useIsSelected, useIsSelecting, useSelection } from '../selection/use-selection.ts';
import { usePickFrom } from '../selection/use-pick-from.ts';
import { useOpenFile } from '../viewer/use-open-file.ts';
import { timeOf } from '../files/time-of.ts';
import styles from './FileList.module.css';
import { FilePicture } from '../files/FilePicture.tsx';
import { KindIcon } from '../files/KindIcon.tsx';
import { reasonOf } from '../files/reason-of.ts';
import { useWindowSpan } from '../grid/use-window-span.ts';

interface FileListProps {
  readonly label: string;
  readonly files: readonly FileSummary[];
  readonly onNearEnd?: () => void;
  /** Set where the folder is plain from the page. */
  readonly hidesFolder?: boolean;
}

const ROW_PX = 60;
const OVERSCAN_ROWS = 12;
const NEAR_END_ROWS = 40;

/** Files as lines: a small picture, the name, where it lies, and figures. */
export function FileList({ label, files, onNearEnd, hidesFolder = false }: FileListProps) {
  const container = useRef<HTMLUListElement>(null);
  const span = useWindowSpan(container);
  const isSelecting = useIsSelecting();
  const pick = usePickFrom(files, container);
  const { addressOf, open } = useOpenFile();
  const first = Math.max(0, Math.floor(span.from / ROW_PX) - OVERSCAN_ROWS);
  const end = Math.min(files.length, Math.ceil(span.to / ROW_PX) + OVERSCAN_ROWS);
  const isNearEnd = end + NEAR_END_ROWS > files.length;
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, onNearEnd, files]);
  const move = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const index = files.findIndex(({ id }) => id === (event.target as HTMLElement).dataset['file']);
    const next = step === undefined || index < 0 ? undefined : files[index + step];
    if (!next) return;
    event.preventDefault();
    const row = container.current?.querySelector<HTMLElement>(`[data-file="${next.id}"]`);
    row?.focus();
  };
  return (
    <ul
      ref={container}
      className={styles.list}
      style={{ height: files.length * ROW_PX }}
      aria-label={label}
      data-selecting={isSelecting}
      onKeyDown={move}
    >
      {files.slice(first, end).map((file, index) => (
        <Line
          key={file.id}
          file={file}
          top={(first + index) * ROW_PX}
          href={addressOf(file)}
          hidesFolder={hidesFolder}
          onOpen={open}
          onPick={pick}
        />
      ))}
    </ul>
  );
}

interface LineProps {
  readonly file: FileSummary;
  readonly top: number;
  readonly href: string;
  readonly hidesFolder: boolean;
  readonly onOpen: (file: FileSummary, line: HTMLElement) => void;
  readonly onPick: (file: FileSummary, event: { readonly shiftKey: boolean }) => void;
}

const Line = memo(function Line({ file, top, href, hidesFolder, onOpen, onPick }: LineProps) {
  const selection = useSelection();
  const isSelected = useIsSelected(file.id);
  const isUnreadable = file.state === 'unreadable';
  const click = (event: MouseEvent<HTMLElement>) => {
    if (event.metaKey || event.ctrlKey || event.button !== 0) return;
    event.preventDefault();
    if (selection.getCount() > 0 || event.shiftKey) onPick(file, event);
    else onOpen(file, event.currentTarget);
  };
  return (
    <li className={styles.line} style={{ top, height: ROW_PX }} data-selected={isSelected}>
      <a className={styles.link} href={href} data-file={file.id} draggable={false} onClick={click}>
        <span className={styles.picture} data-warning={isUnreadable}>
          {isUnreadable ? (
            <FileWarning size={22} strokeWidth={1.6} aria-hidden />
          ) : file.thumbnailUrl === null ? (
            <KindIcon kind={file.kind} size={22} />
          ) : (
            <FilePicture file={file} />
          )}
        </span>
        <span className={styles.name}>
          <FileName name={file.name} />
        </span>
        <span className={styles.about}>
          {isUnreadable ? (
            reasonOf(file)
          ) : hidesFolder ? (
            formatDay(timeOf(file))
          ) : file.folder === '' ? (
            'Library'
          ) : (
            <FileName name={file.folder} />
          )}
        </span>
        <span className={`${styles.length} figures`}>
          {file.durationSec !== null && formatClock(file.durationSec)}
        </span>
        <span className={`${styles.size} figures`}>{formatBytes(file.sizeBytes)}</span>
        <span className={styles.date}>{formatDay(timeOf(file))}</span>
      </a>
      <button
        type="button"
        className={styles.check}
        aria-pressed={isSelected}
        aria-label={`Select ${visibleText(file.name)}`}
        onClick={(event) => onPick(file, event)}
      >
        <span>
          <Check size={15} strokeWidth={3} aria-hidden />
        </span>
      </button>
    </li>
  );
});
