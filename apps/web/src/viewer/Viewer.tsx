import { downloadFile, hasRole, urlOf, type FileSummary } from '@hearth/contracts';
import { ChevronLeft, Download, Info, Share } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ControllerRef } from 'yet-another-react-lightbox';
import { useTitle } from '../app/use-title.ts';
import { FileName } from '../design/FileName.tsx';
import { formatDay, formatExactly } from '../design/format.ts';
import { visibleText } from '../design/visible-text.ts';
import { timeOf } from '../library/time-of.ts';
import { useSignedIn } from '../session/use-session.ts';
import { Hero } from './Hero.tsx';
import { heroAtRest } from './hero-transition.ts';
import { InfoPanel } from './InfoPanel.tsx';
import { SendToDevice } from './SendToDevice.tsx';
import { Slides } from './Slides.tsx';
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
  const slides = useRef<ControllerRef>(null);
  const [isAtRest, setAtRest] = useState(false);
  const [isInfoOpen, setInfoOpen] = useState(false);
  const [isSending, setSending] = useState(false);
  const { role } = useSignedIn();
  const file = files[index];
  useTitle(file && visibleText(file.name));

  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  useEffect(() => {
    let isGone = false;
    void heroAtRest().then(() => !isGone && setAtRest(true));
    return () => {
      isGone = true;
    };
  }, []);

  if (!file) return null;
  const close = () => onClose(findPicture(dialog.current));
  const step = (event: KeyboardEvent) => {
    if (isSending) return;
    if (event.key === 'ArrowLeft' && index > 0) slides.current?.prev();
    if (event.key === 'ArrowRight' && index < files.length - 1) slides.current?.next();
    if (event.key === 'i' && !event.ctrlKey && !event.metaKey) setInfoOpen(!isInfoOpen);
  };

  return (
    <dialog
      ref={dialog}
      className={styles.viewer}
      data-theme="dark" // Pictures hang best in a dark room, whatever the walls outside are.
      aria-label={visibleText(file.name)}
      onKeyDown={step}
      onCancel={(event) => {
        event.preventDefault();
        if (isInfoOpen) setInfoOpen(false);
        else close();
      }}
    >
      <div className={styles.room}>
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
          <a
            className="icon-button"
            href={urlOf(downloadFile, { params: { id: file.id }, query: undefined })}
            download={file.name}
            aria-label="Download"
            title="Download"
          >
            <Download size={21} aria-hidden />
          </a>
          {hasRole(role, 'editor') && (
            <button
              type="button"
              className="icon-button"
              aria-label="Send to a device"
              title="Send to a device"
              onClick={() => setSending(true)}
            >
              <Share size={21} aria-hidden />
            </button>
          )}
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
        </header>
        <div className={styles.stage}>
          {isAtRest ? (
            <Slides files={files} index={index} onView={onView} controls={slides} />
          ) : (
            <Hero file={file} />
          )}
        </div>
      </div>
      {isSending && <SendToDevice files={[file]} onClose={() => setSending(false)} />}
      {isInfoOpen && <InfoPanel fileId={file.id} onClose={() => setInfoOpen(false)} />}
    </dialog>
  );
}

function findPicture(dialog: HTMLElement | null): HTMLElement | null {
  const slide = dialog?.querySelector('.yarl__slide_current');
  return slide?.querySelector<HTMLElement>('video, img:not([data-hero])') ?? null;
}
