import type { FileSummary } from '@hearth/contracts';
import { MoveHorizontal, Rotate3d } from 'lucide-react';
import {
  lazy,
  Suspense,
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type SyntheticEvent,
} from 'react';
import styles from './Panorama.module.css';
import { useSphere } from './use-sphere.ts';

const Sphere = lazy(() => import('./Sphere.tsx'));

/** A picture this much wider than high is a strip on every screen. */
const WIDE = 2.5;
/** Of a smaller one there is no more to see close by. */
const LEAST_HEIGHT_PX = 400;

function isWide({ width, height }: Pick<FileSummary, 'width' | 'height'>): boolean {
  if (!width || !height) return false;
  return height >= LEAST_HEIGHT_PX && width / height >= WIDE;
}

interface PanoramaProps {
  readonly file: FileSummary;
  /** What is there already, and what is sharper. */
  readonly preview: string;
  readonly original: string | undefined;
  readonly ratio: number;
}

const keep = (event: SyntheticEvent) => event.stopPropagation();

/** A wide picture as high as the screen, or a sphere from within: a finger, a mouse or the arrow keys look about in it. */
export function Panorama({ file, preview, original, ratio }: PanoramaProps) {
  const [isOpen, setOpen] = useState(false);
  const isSphere = useSphere(file, original);
  if (!isSphere && !isWide(file)) return null;
  const close = () => setOpen(false);
  return (
    <>
      {isOpen && isSphere && original !== undefined && (
        <Suspense>
          <Sphere original={original} onClose={close} />
        </Suspense>
      )}
      {isOpen && !isSphere && <Strip preview={preview} original={original} ratio={ratio} onClose={close} />}
      <button
        type="button"
        className={styles.badge}
        aria-pressed={isOpen}
        onPointerDown={keep}
        onClick={(event) => {
          event.stopPropagation();
          setOpen(!isOpen);
        }}
      >
        {isSphere ? <Rotate3d size={16} aria-hidden /> : <MoveHorizontal size={16} aria-hidden />}
        {isSphere ? 'Look around' : 'Panorama'}
      </button>
    </>
  );
}

function Strip({
  preview,
  original,
  ratio,
  onClose,
}: Omit<PanoramaProps, 'file'> & { readonly onClose: () => void }) {
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = strip.current;
    if (!element) return;
    element.scrollLeft = (element.scrollWidth - element.clientWidth) / 2;
    element.focus({ preventScroll: true });
  }, []);
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    event.stopPropagation();
    if (event.pointerType !== 'mouse' || event.buttons !== 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    event.currentTarget.scrollLeft -= event.movementX;
  };
  const wheel = (event: WheelEvent) => {
    event.stopPropagation();
    event.preventDefault();
    if (strip.current) strip.current.scrollLeft += event.deltaX + event.deltaY;
  };
  useEffect(() => {
    const element = strip.current;
    // React listens passively, and the lightbox would zoom.
    element?.addEventListener('wheel', wheel, { passive: false });
    return () => element?.removeEventListener('wheel', wheel);
  }, []);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    }
    if (/^(?:Arrow|Home|End|Escape)/.test(event.key)) event.stopPropagation();
  };
  return (
    <div
      ref={strip}
      className={styles.strip}
      data-own-gestures
      data-panorama
      role="group"
      aria-label="Panorama, the arrow keys look along it"
      tabIndex={0}
      onKeyDown={press}
      onPointerDown={keep}
      onPointerMove={drag}
      onPointerUp={keep}
      onDoubleClick={keep}
    >
      <div className={styles.inner} style={{ aspectRatio: ratio, backgroundImage: `url("${preview}")` }}>
        {original !== undefined && <img src={original} alt="" draggable={false} decoding="async" />}
      </div>
    </div>
  );
}
