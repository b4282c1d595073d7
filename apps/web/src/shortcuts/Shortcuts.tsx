import { lazy, Suspense, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { usePlace } from '../page/place.ts';
import { useStable } from '../design/use-stable.ts';
import { beginTypingAhead, typeAhead } from '../design/typed-ahead.ts';

const ShortcutsSheet = lazy(() => import('./ShortcutsSheet.tsx'));

/** `?` shows all shortcuts; `/` leads to the search from anywhere. */
export function Shortcuts() {
  const [isShown, setShown] = useState(false);
  const [, navigate] = useLocation();
  const { path } = usePlace();
  const press = useStable((event: KeyboardEvent) => {
    const isTyping = (event.target as HTMLElement).matches('input, textarea, select, [contenteditable]');
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (path === '/search') typeAhead(event.key);
    if (event.key === '?') setShown(true);
    // The search page focuses its own box, and has what was typed while it was fetched.
    if (event.key === '/' && path !== '/search' && !document.querySelector('dialog[open]')) {
      event.preventDefault();
      beginTypingAhead();
      navigate('/search');
    }
  });
  useEffect(() => {
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [press]);
  if (!isShown) return null;
  return (
    <Suspense fallback={null}>
      <ShortcutsSheet onClose={() => setShown(false)} />
    </Suspense>
  );
}
