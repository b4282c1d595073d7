/** Whether going back leads to where the file was opened from; an address that was typed in has nothing behind it. */
export function hasOpener(): boolean {
  return (history.state as { hasOpener?: boolean } | null)?.hasOpener === true;
}

/** Settles when the page before is drawn. */
export function goBack(): Promise<void> {
  return new Promise((resolve) => {
    window.addEventListener('popstate', () => setTimeout(resolve, 0), { once: true });
    history.back();
  });
}
