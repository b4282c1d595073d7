import { call, currentShareFile, type FileId, type FileSummary } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { Sheet } from '../design/Sheet.tsx';
import { findTile } from '../viewer/find-tile.ts';
import { shrinkTo } from '../viewer/hero-transition.ts';
import { LazyViewer } from '../viewer/lazy-viewer.tsx';
import { goBack, hasOpener } from '../viewer/way-back.ts';

interface SharedViewerProps {
  readonly id: string;
  readonly code: string;
  readonly listed: readonly FileSummary[];
  readonly onNearEnd: () => void;
}

const NEAR_END = 8;

/** One of the shared files over the others. */
export function SharedViewer({ id, code, listed, onNearEnd }: SharedViewerProps) {
  const [, navigate] = useLocation();
  const listedIndex = listed.findIndex((file) => file.id === id);
  const alone = useQuery({
    queryKey: ['file', id],
    queryFn: () => call(currentShareFile, { params: { id: id as FileId } }),
    enabled: listedIndex < 0,
  });
  const isNearEnd = listedIndex >= 0 && listedIndex > listed.length - NEAR_END;
  useEffect(() => {
    if (isNearEnd) onNearEnd();
  }, [isNearEnd, onNearEnd]);
  const leave = async () => {
    if (hasOpener()) await goBack();
    else navigate(`/s/${code}`, { replace: true });
    findTile(id)?.focus({ preventScroll: true });
  };
  if (alone.isError && listedIndex < 0) {
    return (
      <Sheet title="This file can’t be shown" onClose={() => void leave()}>
        <p>It is not among what was shared, or not any more.</p>
        <div className="choices">
          <button type="button" className="button button-primary" onClick={() => void leave()}>
            Show the others
          </button>
        </div>
      </Sheet>
    );
  }
  const files = listedIndex >= 0 ? listed : alone.data ? [alone.data] : [];
  if (files.length === 0) return null;
  return (
    <LazyViewer
      files={files}
      index={Math.max(0, listedIndex)}
      onView={(index) => {
        const file = files[index];
        if (!file || file.id === id) return;
        navigate(`/s/${code}?photo=${file.id}`, { replace: true, state: history.state });
      }}
      onClose={(picture) => shrinkTo(picture, leave, () => findTile(id)?.querySelector('img') ?? null)}
    />
  );
}
