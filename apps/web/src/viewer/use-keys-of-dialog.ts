import { useEffect, type RefObject } from 'react';

/**
 * What has the focus goes with the file that it belongs to, a film's buttons with the film; the page has it then, and the dialog over it
 * hears no key. The next one gives it back, and is pressed there.
 */
export function useKeysOfDialog(dialog: RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    const giveBack = (event: KeyboardEvent) => {
      const topmost = [...document.querySelectorAll('dialog[open]')].at(-1);
      if (event.target !== document.body || !dialog.current || topmost !== dialog.current) return;
      event.stopImmediatePropagation();
      dialog.current.focus();
      dialog.current.dispatchEvent(new KeyboardEvent(event.type, event));
    };
    // Before what else listens to keys.
    window.addEventListener('keydown', giveBack, true);
    return () => window.removeEventListener('keydown', giveBack, true);
  }, [dialog]);
}
