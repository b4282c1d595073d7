import { afterFirstSight } from './first-sight.ts';

/** A tap comes as a touch and, a moment later, once more as a click. */
const CLICK_WITHIN_MS = 400;

/**
 * Shows the app's own font in place of the device's, once it is here. Lines break elsewhere then and what stands below moves:
 * were that to happen between the two halves of a press, the press would reach nothing.
 */
export async function showOwnFont(): Promise<void> {
  const listening = new AbortController();
  const options = { capture: true, passive: true, signal: listening.signal };
  let isHere = false;
  let pressed: 'never' | 'now' | 'before' = 'never';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = () => {
    listening.abort();
    document.documentElement.setAttribute('data-font', 'own');
  };
  const showUnlessPressed = () => {
    clearTimeout(timer);
    if (!isHere || pressed === 'now') return;
    if (pressed === 'never') show();
    else timer = setTimeout(show, CLICK_WITHIN_MS);
  };
  const onPress = ({ type }: Event) => {
    pressed = type === 'pointerdown' ? 'now' : 'before';
    showUnlessPressed();
  };
  for (const event of ['pointerdown', 'pointerup', 'pointercancel'])
    window.addEventListener(event, onPress, options);
  await afterFirstSight();
  await document.fonts.load("1em 'Inter Variable'").catch(() => []);
  isHere = true;
  showUnlessPressed();
}
