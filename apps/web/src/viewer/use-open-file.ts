import type { FileSummary } from '@hearth/contracts';
import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { addressOfFile, usePlace } from '../page/place.ts';
import { growFrom } from './hero-transition.ts';
import { preloadViewer } from './lazy-viewer.tsx';

/** How to look at a file over the page one is on: its address, and a picture that grows out of its tile. */
export function useOpenFile() {
  const [, navigate] = useLocation();
  const { path, search } = usePlace();
  const addressOf = useCallback(
    (file: Pick<FileSummary, 'id'>) => addressOfFile({ path, search }, file.id),
    [path, search],
  );
  const open = useCallback(
    async (file: FileSummary, tile: HTMLElement) => {
      // On its way while the small one grows.
      if (file.kind === 'image' && file.previewUrl !== null) new Image().src = file.previewUrl;
      await preloadViewer().catch(() => undefined);
      growFrom(tile.querySelector('img'), () => navigate(addressOf(file), { state: { hasOpener: true } }));
    },
    [navigate, addressOf],
  );
  return { addressOf, open };
}
