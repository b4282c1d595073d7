import type { FileId, FileSummary } from '@hearth/contracts';
import { ChevronLeft, Info, Pause, Play } from 'lucide-react';
import { use, useEffect, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { ControllerRef, ZoomRef } from 'yet-another-react-lightbox';
import { useTitle } from '../page/use-title.ts';
import { KeepButton } from '../keeping/KeepButton.tsx';
import { FileName } from '../design/FileName.tsx';
import { formatDay, formatExactly } from '../design/format.ts';
import { visibleText } from '../design/visible-text.ts';
import { timeOf } from '../files/time-of.ts';
import { Notices } from '../notices/Notices.tsx';
import { DownloadButton } from '../saving/DownloadButton.tsx';
import { SmallerCopyNote } from '../saving/SmallerCopyNote.tsx';
import { useIsSaving } from '../saving/use-saving.ts';
import { useIsGuest } from '../session/use-session.ts';
import { forgetEarlyInfo, isInfoAskedEarly } from './early-info.ts';
import { FileActions } from './FileActions.tsx';
import { Hero } from './Hero.tsx';
import { heroAtRest, isHeroAtRest } from './hero-transition.ts';
import { InfoPanel } from './InfoPanel.tsx';
import { slideOf } from './slide-of.ts';
import { Slides } from './Slides.tsx';
import { isHeldBack, SmallerCopiesContext } from './smaller-copies.ts';
import { StageNoteContext } from './stage-note.ts';
import { PlaysKeptContext } from './use-playable.ts';
import { useKeysOfDialog } from './use-keys-of-dialog.ts';
import { useSlideshow } from './use-slideshow.ts';
import { useStageGestures } from './use-stage-gestures.ts';
import styles from './Viewer.module.css';

export interface ViewerProps {
  readonly files: readonly FileSummary[];
  readonly index: number;
  readonly onView: (index: number) => void;
  /** `picture` is what is looked at, to shrink back from. */
  readonly onClose: (picture: HTMLElement | null) => void;
}

/** One file at a time, over everything else. */
export function Viewer({ files, index, onView, onClose }: ViewerProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const slides = useRef<ControllerRef>(null);
  const zoom = useRef<ZoomRef>(null);
  const [isAtRest, setAtRest] = useState(isHeroAtRest);
  const isGuest = useIsGuest();
  const [isInfoOpen, setInfoOpen] = useState(() => !isGuest && isInfoAskedEarly());
  const [isBare, setBare] = useState(false);
  const isKept = use(PlaysKeptContext);
  const isSaving = useIsSaving() && !isKept;
  const [asked, setAsked] = useState<ReadonlySet<FileId>>(new Set());
  const [note, setNote] = useState<string>();
  const copies = useMemo(() => ({ isSaving, asked }), [isSaving, asked]);
  const file = files[index];
  useTitle(file && visibleText(file.name));

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    forgetEarlyInfo();
    return () => element?.close();
  }, []);
  useKeysOfDialog(dialog);
  useEffect(() => {
    let isGone = false;
    void heroAtRest().then(() => !isGone && setAtRest(true));
    return () => {
      isGone = true;
    };
  }, []);

  const isPicture = file !== undefined && slideOf(file).type === undefined;
  const slideshow = useSlideshow(index, index < files.length - 1, () => slides.current?.next());
  const close = () => onClose(findPicture(dialog.current));
  useStageGestures(stage, {
    isZoomed: () => (zoom.current?.zoom ?? 1) > 1,
    onTap: () => {
      if (slideshow.isRunning) slideshow.stop();
      if (isPicture) setBare(!isBare);
    },
    onPullDown: close,
    onPullUp: () => !isGuest && setInfoOpen(true),
  });

  if (!file) return null;
  const step = (event: KeyboardEvent) => {
    // A sheet over it has keys of its own.
    if ((event.target as HTMLElement).closest('dialog') !== dialog.current) return;
    // Who goes through the controls must see them.
    if (event.key === 'Tab') setBare(false);
    const isZoomed = (zoom.current?.zoom ?? 1) > 1;
    if (event.key === 'ArrowLeft' && index > 0 && !isZoomed) slides.current?.prev();
    if (event.key === 'ArrowRight' && index < files.length - 1 && !isZoomed) slides.current?.next();
    if (event.key === 's' && isPicture && !event.ctrlKey && !event.metaKey) slideshow.toggle();
    if (event.key === '+' || event.key === '=') zoom.current?.zoomIn();
    if (event.key === '-') zoom.current?.zoomOut();
    if (event.key === '0') zoom.current?.changeZoom(1);
    if (event.key === 'i' && !isGuest && !event.ctrlKey && !event.metaKey) setInfoOpen(!isInfoOpen);
  };

  return (
    <dialog
      ref={dialog}
      className={styles.viewer}
      tabIndex={-1}
      data-theme="dark" // Pictures hang best in a dark room, whatever the walls outside are.
      aria-label={visibleText(file.name)}
      onKeyDown={step}
      onCancel={(event) => {
        event.preventDefault();
        if (isInfoOpen) setInfoOpen(false);
        else close();
      }}
    >
      <div className={styles.room} data-picture={isPicture} data-bare={isBare && isPicture && !isInfoOpen}>
        <header className={styles.bar}>
          <button type="button" className="icon-button" aria-label="Back" onClick={close}>
            <ChevronLeft size={26} aria-hidden />
          </button>
          <div className={styles.caption}>
            <h1 className={styles.name}>
              <FileName name={file.name} />
            </h1>
            <p className={styles.date} title={formatExactly(timeOf(file))}>
              {formatDay(timeOf(file))}
            </p>
          </div>
          {isPicture && files.length > 1 && (
            <button
              type="button"
              className={`icon-button ${styles.slideshow}`}
              aria-label="Slideshow"
              title="Slideshow"
              aria-pressed={slideshow.isRunning}
              onClick={slideshow.toggle}
            >
              {slideshow.isRunning ? <Pause size={21} aria-hidden /> : <Play size={21} aria-hidden />}
            </button>
          )}
          <DownloadButton file={file} className={`icon-button ${styles.download}`} />
          {!isGuest && (
            <>
              <KeepButton file={file} />
              <FileActions
                file={file}
                onGone={() =>
                  files.length > 1 ? onView(index + (index < files.length - 1 ? 1 : -1)) : close()
                }
              />
              <button
                type="button"
                className="icon-button"
                aria-label="Info"
                title="Info"
                aria-expanded={isInfoOpen}
                onClick={() => setInfoOpen(!isInfoOpen)}
              >
                <Info size={21} aria-hidden />
              </button>
            </>
          )}
        </header>
        <div ref={stage} className={styles.stage}>
          {isAtRest ? (
            <SmallerCopiesContext value={copies}>
              <StageNoteContext value={setNote}>
                <Slides files={files} index={index} onView={onView} controls={slides} zoom={zoom} />
              </StageNoteContext>
            </SmallerCopiesContext>
          ) : (
            <Hero file={file} />
          )}
        </div>
        {isPicture && isHeldBack(file, copies) && (
          <div className={styles.smaller}>
            <SmallerCopyNote file={file} onOriginal={() => setAsked(new Set([...asked, file.id]))} />
          </div>
        )}
        {isPicture && note !== undefined && (
          <p className={styles.note} role="status">
            {note}
          </p>
        )}
      </div>
      {/* What lies beneath a dialog can be neither seen nor pressed. */}
      <Notices onPressed={() => dialog.current?.querySelector<HTMLElement>('header button')?.focus()} />
      {isInfoOpen && <InfoPanel fileId={file.id} onClose={() => setInfoOpen(false)} />}
    </dialog>
  );
}

function findPicture(dialog: HTMLElement | null): HTMLElement | null {
  const slide = dialog?.querySelector('.yarl__slide_current');
  return slide?.querySelector<HTMLElement>('video, img:not([data-hero])') ?? null;
}
