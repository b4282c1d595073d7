import { useEffect } from 'react';

const titles: { text: string }[] = [];

function show(): void {
  document.title = titles.length === 0 ? 'Hearth' : `${titles.at(-1)?.text} · Hearth`;
}

/** Names the tab after what is shown. The innermost name counts: a file's, over its page's. */
export function useTitle(text: string | undefined): void {
  useEffect(() => {
    if (text === undefined) return undefined;
    const title = { text };
    titles.push(title);
    show();
    return () => {
      titles.splice(titles.indexOf(title), 1);
      show();
    };
  }, [text]);
}
