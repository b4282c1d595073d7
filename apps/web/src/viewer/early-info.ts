const VIEWED = /^\/photo\//;
const TAKES_TEXT = 'input, textarea, select, [contenteditable]';

/** The address of the file whose info was asked for before there was a viewer to show it. */
let askedAt: string | undefined;

/** `i` that is pressed while a linked file is still on its way is kept for the viewer. */
export function heedEarlyInfo(): void {
  window.addEventListener('keydown', ({ key, target, ctrlKey, metaKey, altKey }) => {
    if (key !== 'i' || ctrlKey || metaKey || altKey || !VIEWED.test(location.pathname)) return;
    const isTyping = target instanceof HTMLElement && target.matches(TAKES_TEXT);
    if (isTyping || document.querySelector('dialog[open]')) return;
    askedAt = askedAt === location.pathname ? undefined : location.pathname;
  });
}

export function isInfoAskedEarly(): boolean {
  return askedAt === location.pathname;
}

export function forgetEarlyInfo(): void {
  askedAt = undefined;
}
