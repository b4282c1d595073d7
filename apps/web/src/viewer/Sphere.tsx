import {
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type SyntheticEvent,
} from 'react';
import { useStable } from '../design/use-stable.ts';
import { heldLook, openSphere, type Look } from './draw-sphere.ts';
import styles from './Panorama.module.css';

interface SphereProps {
  readonly original: string;
  readonly onClose: () => void;
}

const START: Look = { yaw: 0, pitch: 0, fov: 1.3 };
const STEP = 0.15;
const KEYS: Readonly<Record<string, (look: Look) => Look>> = {
  ArrowLeft: (look) => ({ ...look, yaw: look.yaw - STEP }),
  ArrowRight: (look) => ({ ...look, yaw: look.yaw + STEP }),
  ArrowUp: (look) => ({ ...look, pitch: look.pitch + STEP }),
  ArrowDown: (look) => ({ ...look, pitch: look.pitch - STEP }),
  '+': (look) => ({ ...look, fov: look.fov - STEP }),
  '-': (look) => ({ ...look, fov: look.fov + STEP }),
};
const keep = (event: SyntheticEvent) => event.stopPropagation();

/** A picture of all that was around: a finger, a mouse or the arrow keys look about in it, the wheel looks closer. */
export default function Sphere({ original, onClose }: SphereProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const sphere = useRef<ReturnType<typeof openSphere>>(undefined);
  const look = useRef(START);
  const [failure, setFailure] = useState<string>();
  const turn = useStable((change: (look: Look) => Look) => {
    look.current = heldLook(change(look.current));
    sphere.current?.draw(look.current);
  });
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    element.focus({ preventScroll: true });
    let isGone = false;
    const picture = new Image();
    picture.src = original;
    picture.decode().then(
      () => {
        if (isGone) return;
        sphere.current = openSphere(element, picture);
        if (!sphere.current) setFailure('This browser can’t show pictures of this kind.');
        element.dataset['ready'] = 'true';
        sphere.current?.draw(look.current);
      },
      () => setFailure('The picture could not be loaded.'),
    );
    const wheel = (event: WheelEvent) => {
      event.stopPropagation();
      event.preventDefault();
      turn((now) => ({ ...now, fov: now.fov + event.deltaY / 800 }));
    };
    // React listens passively, and the lightbox would zoom.
    element.addEventListener('wheel', wheel, { passive: false });
    const observer = new ResizeObserver(() => sphere.current?.draw(look.current));
    observer.observe(element);
    return () => {
      isGone = true;
      element.removeEventListener('wheel', wheel);
      observer.disconnect();
      sphere.current?.close();
    };
  }, [original, turn]);
  const drag = (event: PointerEvent<HTMLCanvasElement>) => {
    event.stopPropagation();
    if (event.buttons !== 1 || !event.isPrimary) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const perPx = look.current.fov / event.currentTarget.clientHeight;
    const { movementX, movementY } = event;
    turn((now) => ({ ...now, yaw: now.yaw - movementX * perPx, pitch: now.pitch + movementY * perPx }));
  };
  const press = (event: KeyboardEvent) => {
    const change = KEYS[event.key];
    if (event.key === 'Escape') onClose();
    if (change) turn(change);
    if (!change && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <canvas
        ref={canvas}
        className={styles.sphere}
        data-own-gestures
        data-panorama
        role="application"
        aria-label="All around; the arrow keys look about, plus and minus look closer"
        tabIndex={0}
        onKeyDown={press}
        onPointerDown={keep}
        onPointerMove={drag}
        onPointerUp={keep}
        onDoubleClick={keep}
      />
      {failure !== undefined && (
        <p className={styles.failure} role="alert">
          {failure}
        </p>
      )}
    </>
  );
}
