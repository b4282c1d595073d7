import { useState } from 'react';

export type FolderView = 'grid' | 'list';

const KEY = 'hearth.folder-view';

/** How folders are shown on this device. */
export function useFolderView(): [FolderView, (view: FolderView) => void] {
  const [view, setView] = useState<FolderView>(() =>
    localStorage.getItem(KEY) === 'list' ? 'list' : 'grid',
  );
  return [
    view,
    (next) => {
      localStorage.setItem(KEY, next);
      setView(next);
    },
  ];
}
