import { fileStoryboard, listSubtitles, urlOf, type FileSummary } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import {
  MediaController,
  MediaControlBar,
  MediaFullscreenButton,
  MediaLoadingIndicator,
  MediaMuteButton,
  MediaPipButton,
  MediaPlaybackRateButton,
  MediaPlayButton,
  MediaTimeDisplay,
  MediaTimeRange,
} from 'media-chrome/react';
import { En } from 'media-chrome/dist/lang/en.js';
import { addTranslation } from 'media-chrome/dist/utils/i18n.js';
import { use, useRef, useState, type KeyboardEvent, type SyntheticEvent } from 'react';
import { FileName } from '../design/FileName.tsx';
import { visibleText } from '../design/visible-text.ts';
import { HeatCurve } from '../insight/HeatCurve.tsx';
import { SmallerCopyNote } from '../saving/SmallerCopyNote.tsx';
import { useIsGuest } from '../session/use-session.ts';
import { request } from '../session/request.ts';
import { RATES } from './decide-player-key.ts';
import { awaitRecovery } from './await-recovery.ts';
import { ChapterMenu, ChapterTrack } from './Chapters.tsx';
import { NextOfFolder } from './NextOfFolder.tsx';
import { PlateSlide } from '../files/PlateSlide.tsx';
import styles from './Player.module.css';
import { previewAddressOf } from '../files/preview-address.ts';
import { Optimising } from './Optimising.tsx';
import { RemoteButton } from './RemoteButton.tsx';
import { ResumeChoice } from './ResumeChoice.tsx';
import { isOwnLanguage } from './subtitle-tracks.ts';
import { SubtitleMenu } from './SubtitleMenu.tsx';
import { PlaysKeptContext, usePlayable } from './use-playable.ts';
import { usePlayerKeys } from './use-player-keys.ts';
import { usePlaybackReport } from './use-playback-report.ts';
import { useSealed } from './use-sealed.ts';
import { useSource } from './use-source.ts';

const SEEK_SEC: Readonly<Record<string, number>> = {
  ArrowLeft: -5,
  ArrowDown: -5,
  ArrowRight: 5,
  ArrowUp: 5,
  PageDown: -30,
  PageUp: 30,
};

// What is read aloud must begin with what is seen, for those who speak to their device.
addTranslation('en', { ...En, 'Playback rate {playbackRate}': '{playbackRate}x playback rate' });

const NOT_MADE = 'The hub could not make this ready for this browser. Download it for another player.';

const SEALED = 'This is encrypted, and the key to it is not here. Download it for an app that has the key.';

/** Plays a video or a song from the hub by ranges, and reports what was really played. */
export default function Player({ file }: { readonly file: FileSummary }) {
  const media = useRef<HTMLVideoElement>(null);
  const [playbackId] = useState(() => crypto.randomUUID());
  const [failure, setFailure] = useState<string>();
  const [waking, setWaking] = useState<string>();
  const hasRecovered = useRef(false);
  const isGuest = useIsGuest();
  const isKept = use(PlaysKeptContext);
  // What guests play is counted by what the hub sends them.
  usePlaybackReport(media, file.id, playbackId, !isGuest);
  const giveUp = () => setFailure(NOT_MADE);
  const source = useSource(media, file, playbackId, giveUp);

  usePlayerKeys(media);
  useSealed(media, () => setFailure(SEALED));
  const { data: playable } = usePlayable(file.id);
  const subtitles = useQuery({
    queryKey: ['subtitles', file.id],
    queryFn: () => request(listSubtitles, { params: { id: file.id } }),
    enabled: !isGuest && !isKept && file.kind === 'video',
  });
  const tracks = subtitles.data?.items ?? [];
  const chapters = subtitles.data?.chapters ?? [];

  const recover = async ({ currentTarget }: SyntheticEvent<HTMLVideoElement>) => {
    // What plays the hub's own pieces minds its errors itself.
    if (source.rendition !== 'original') return;
    const atSec = currentTarget.currentTime;
    const recovery = await awaitRecovery(source.original, hasRecovered.current, {
      onWaking: setWaking,
      isLeft: () => !media.current,
    });
    if (!recovery) return;
    if (recovery.mode === 'cannot-play' && source.fallBack(atSec)) return;
    if (recovery.mode !== 'load-again') {
      setFailure(recovery.reason);
      return;
    }
    hasRecovered.current = true;
    currentTarget.load();
    currentTarget.currentTime = atSec;
    await currentTarget.play().catch(() => undefined); // A browser may want a tap first; the player shows its button.
  };

  if (failure !== undefined) return <PlateSlide file={file} note={failure} />;
  return (
    <MediaController
      className={styles.player}
      audio={false}
      hotkeys="noarrowleft noarrowright nospace nok noc nof nom"
      defaultDuration={file.durationSec ?? undefined}
      data-kind={file.kind}
      onKeyDownCapture={(event) => seekByKeys(event, media.current)}
    >
      <video
        ref={media}
        slot="media"
        src={source.rendition === 'original' ? source.original : undefined}
        poster={file.previewUrl === null ? undefined : previewAddressOf(file)}
        // Looking at a video is not watching it: nothing is fetched, and counted as a stream, before it is played.
        preload="none"
        playsInline
        aria-label={visibleText(file.name)}
        onError={(event) => void recover(event)}
      >
        {tracks.map(({ track, label, language, isForced, url }) => (
          <track
            key={track}
            kind="subtitles"
            src={url}
            label={visibleText(label)}
            srcLang={language ?? undefined}
            default={isForced && (language === null || isOwnLanguage(language))}
          />
        ))}
        {chapters.length > 1 && <ChapterTrack chapters={chapters} />}
        {file.kind === 'video' && !isKept && (
          // Shown above the seek bar; the player knows it by this label.
          <track
            kind="metadata"
            label="thumbnails"
            default
            src={urlOf(fileStoryboard, { params: { id: file.id } })}
          />
        )}
      </video>
      {file.kind === 'audio' && file.previewUrl === null && (
        <span slot="centered-chrome" className={styles.song}>
          <FileName name={file.name} />
        </span>
      )}
      {source.rendition === 'hls' && <Optimising fileId={file.id} media={media} onFailed={giveUp} />}
      {source.takeOriginal && (
        <span slot="top-chrome" className={styles.smaller}>
          <SmallerCopyNote file={file} onOriginal={source.takeOriginal} />
        </span>
      )}
      {waking !== undefined && (
        <p slot="centered-chrome" className={styles.song} role="status">
          {waking}
        </p>
      )}
      <MediaLoadingIndicator className={styles.loading} slot="centered-chrome" noAutohide />
      <MediaPlayButton slot="centered-chrome" className={styles.bigPlay} noTooltip />
      <ResumeChoice media={media} resumeAtSec={playable?.playback?.resumeAtSec ?? 0} />
      {!isGuest && <NextOfFolder file={file} media={media} />}
      {!isGuest && <HeatCurve file={file} onJump={(toSec) => jump(media.current, toSec)} />}
      <MediaControlBar className={styles.bar} onPointerDown={(event) => event.stopPropagation()}>
        <MediaPlayButton noTooltip />
        <MediaTimeRange ref={describePreview} />
        <MediaTimeDisplay showDuration noToggle />
        {chapters.length > 1 && (
          <ChapterMenu chapters={chapters} media={media} onJump={(toSec) => jump(media.current, toSec)} />
        )}
        <MediaMuteButton noTooltip />
        {tracks.length > 0 && <SubtitleMenu media={media} labels={tracks.map(({ label }) => label)} />}
        <MediaPlaybackRateButton rates={[...RATES]} noTooltip className={styles.wide} />
        {!isGuest && !isKept && <RemoteButton file={file} media={media} />}
        {file.kind === 'video' && <MediaPipButton noTooltip className={styles.wide} />}
        {file.kind === 'video' && <MediaFullscreenButton noTooltip />}
      </MediaControlBar>
    </MediaController>
  );
}

/** The picture above the seek bar says nothing that its time does not. */
function describePreview(range: HTMLElement | null): void {
  const thumbnail = range?.shadowRoot?.querySelector('media-preview-thumbnail');
  thumbnail?.shadowRoot?.querySelector('img')?.setAttribute('alt', '');
}

/** Nothing is loaded before it is played: so it is, from there on. */
function jump(media: HTMLVideoElement | null, toSec: number): void {
  if (!media) return;
  media.currentTime = toSec;
  void media.play().catch(() => undefined); // A browser may want a tap first; the player shows its button.
}

/** On the seek bar the arrow keys seek by seconds that one can hear; elsewhere they lead to the next file. */
function seekByKeys(event: KeyboardEvent<HTMLElement>, media: HTMLVideoElement | null): void {
  if ((event.target as HTMLElement).localName !== 'media-time-range') return;
  event.stopPropagation();
  const step = SEEK_SEC[event.key];
  if (step === undefined || !media || !Number.isFinite(media.duration)) return;
  event.preventDefault();
  media.currentTime = Math.min(media.duration, Math.max(0, media.currentTime + step));
}
