import type { FileSummary } from '@hearth/contracts';
import { useState } from 'react';
import { FileRows } from '../grid/FileRows.tsx';
import { findTile } from '../viewer/find-tile.ts';
import { growFrom, shrinkTo } from '../viewer/hero-transition.ts';
import { LazyViewer, preloadViewer } from '../viewer/lazy-viewer.tsx';
import { PlaysKeptContext } from '../viewer/use-playable.ts';

/** What is kept, to be looked at and played from this device. */
export function KeptFiles({ files }: { readonly files: readonly FileSummary[] }) {
  const [viewedId, setViewedId] = useState<string>();
  const index = files.findIndex(({ id }) => id === viewedId);
  const open = async (file: FileSummary, tile: HTMLElement) => {
    await preloadViewer().catch(() => undefined);
    growFrom(tile.querySelector('img'), () => setViewedId(file.id));
  };
  const leave = async () => {
    setViewedId(undefined);
    await Promise.resolve();
    if (viewedId !== undefined) findTile(viewedId)?.focus({ preventScroll: true });
  };
  return (
    <PlaysKeptContext value>
      <FileRows
        label="Kept on this device"
        files={files}
        addressOf={() => '/offline'}
        onOpen={(file, tile) => void open(file, tile)}
      />
      {index >= 0 && (
        <LazyViewer
          files={files}
          index={index}
          onView={(next) => setViewedId(files[next]?.id)}
          onClose={(picture) =>
            shrinkTo(picture, leave, () => findTile(viewedId ?? '')?.querySelector('img') ?? null)
          }
        />
      )}
    </PlaysKeptContext>
  );
}
