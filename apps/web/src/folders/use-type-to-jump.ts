import { useEffect, type RefObject } from 'react';

/** Letters that follow one another this quickly are one word. */
const PAUSE_MS = 900;

/** Typing a name leads to the folder or file that begins with it, as in a file manager. */
export function useTypeToJump(content: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let typed = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const listen = (event: KeyboardEvent) => {
      const isTyping = (event.target as HTMLElement).matches('input, textarea, select, [contenteditable]');
      if (
        isTyping ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        document.querySelector('dialog[open]')
      )
        return;
      if (
        event.key.length !== 1 ||
        event.key === '/' ||
        event.key === '?' ||
        (event.key === ' ' && typed === '')
      )
        return;
      typed += event.key.toLowerCase();
      clearTimeout(timer);
      timer = setTimeout(() => (typed = ''), PAUSE_MS);
      const links = content.current?.querySelectorAll<HTMLElement>('a[data-name], a[data-file]') ?? [];
      const found = [...links].find((link) => nameOf(link).startsWith(typed));
      if (!found) return;
      event.preventDefault();
      found.focus();
      found.scrollIntoView({ block: 'center' });
    };
    document.addEventListener('keydown', listen);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('keydown', listen);
    };
  }, [content]);
}

function nameOf(link: HTMLElement): string {
  return (link.dataset['name'] ?? link.querySelector('bdi')?.textContent ?? '').toLowerCase();
}
