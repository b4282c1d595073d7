import type { FileSummary } from '@hearth/contracts';
import { useMemo, type Ref } from 'react';
import Lightbox, { type ControllerRef, type ZoomRef } from 'yet-another-react-lightbox';
import Inline from 'yet-another-react-lightbox/plugins/inline';
import Zoom from 'yet-another-react-lightbox/plugins/zoom';
import 'yet-another-react-lightbox/styles.css';
import { DocumentSlide } from '../documents/DocumentSlide.tsx';
import { PaperSlide } from '../files/PaperSlide.tsx';
import { PictureSlide } from './PictureSlide.tsx';
import { PlateSlide } from '../files/PlateSlide.tsx';
import { PlayerSlide } from './PlayerSlide.tsx';
import { slideOf } from './slide-of.ts';
import { SlideFrame } from './SlideFrame.tsx';
import './slides.css';

interface SlidesProps {
  readonly files: readonly FileSummary[];
  readonly index: number;
  readonly onView: (index: number) => void;
  readonly controls: Ref<ControllerRef>;
  readonly zoom: Ref<ZoomRef>;
}

/** Swiping, pinching and stepping through files. */
export function Slides({ files, index, onView, controls, zoom }: SlidesProps) {
  const slides = useMemo(() => files.map(slideOf), [files]);
  return (
    <Lightbox
      plugins={[Inline, Zoom]}
      slides={slides}
      index={index}
      on={{ view: (view) => onView(view.index) }}
      controller={{ ref: controls, touchAction: 'none', closeOnEscape: false }}
      carousel={{ finite: true, preload: 1, padding: 0, spacing: '8%', imageProps: { draggable: false } }}
      animation={{ swipe: 250, navigation: 200, zoom: 200 }}
      zoom={{ ref: zoom, maxZoomPixelRatio: 2, pinchZoomV4: true, doubleClickMaxStops: 1 }}
      toolbar={{ buttons: [] }}
      labels={{
        Previous: 'Previous',
        Next: 'Next',
        Lightbox: 'Files',
        'Photo gallery': 'Files',
        '{index} of {total}': '{index} of {total}',
      }}
      render={{
        iconLoading: () => null,
        buttonZoom: () => null,
        slideContainer: ({ slide, children }) => <SlideFrame slide={slide}>{children}</SlideFrame>,
        slide: ({ slide, offset, zoom: zoomedBy }) => {
          if (slide.type === 'player') return <PlayerSlide file={slide.file} isCurrent={offset === 0} />;
          if (slide.type === 'document') return <DocumentSlide file={slide.file} isCurrent={offset === 0} />;
          if (slide.type === 'paper') return <PaperSlide file={slide.file} />;
          if (slide.type === 'plate') return <PlateSlide file={slide.file} />;
          return <PictureSlide slide={slide} isCurrent={offset === 0} zoom={zoomedBy ?? 1} />;
        },
      }}
    />
  );
}
