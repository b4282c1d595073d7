import { flushSync } from 'react-dom';

const HERO = 'hero';
let underWay: Promise<unknown> = Promise.resolve();
let moving = 0;

/** Whether no picture is on its way between the grid and the viewer. */
export function isHeroAtRest(): boolean {
  return moving === 0;
}

/** Settles once no picture is on its way between the grid and the viewer. */
export function heroAtRest(): Promise<unknown> {
  return underWay;
}

/** Lets a tile's picture grow into the viewer's, where the browser can and the person did not ask for stillness. */
export function growFrom(picture: HTMLElement | null, showViewer: () => void): void {
  if (!canTransition() || !picture) {
    showViewer();
    return;
  }
  picture.style.viewTransitionName = HERO;
  run(() => {
    picture.style.viewTransitionName = '';
    flushSync(showViewer);
  });
}

/** The way back: `leave` settles when the viewer is gone; then `findPicture` looks for where the picture hangs. */
export function shrinkTo(
  picture: HTMLElement | null,
  leave: () => Promise<void>,
  findPicture: () => HTMLElement | null,
): void {
  if (!canTransition() || !picture) {
    void leave();
    return;
  }
  picture.style.viewTransitionName = HERO;
  let target: HTMLElement | null = null;
  run(async () => {
    await leave();
    picture.style.viewTransitionName = '';
    target = findPicture();
    if (target) target.style.viewTransitionName = HERO;
  });
  void underWay.then(() => {
    if (target) target.style.viewTransitionName = '';
  });
}

function run(update: () => void | Promise<void>): void {
  const transition = document.startViewTransition(update);
  transition.ready.catch(() => undefined); // Skipped, when the page is hidden or another one starts: the update still ran.
  moving += 1;
  underWay = transition.finished
    .catch(() => undefined)
    .finally(() => {
      moving -= 1;
    });
}

function canTransition(): boolean {
  return 'startViewTransition' in document && !matchMedia('(prefers-reduced-motion: reduce)').matches;
}
