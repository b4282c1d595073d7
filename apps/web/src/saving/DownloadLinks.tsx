import { downloadFile, fileThumbnail, urlOf, type FileSummary } from '@hearth/contracts';
import { formatBytes } from '../design/format.ts';
import { hasSmallerCopy } from './decide-saving.ts';
import { useIsSaving } from './use-saving.ts';

interface DownloadLinksProps {
  readonly file: FileSummary;
  readonly onDone: () => void;
}

/** Whether somebody is asked which of the two they want. Films have no smaller copy in one piece. */
export function useOffersSmaller(file: FileSummary): boolean {
  return useIsSaving() && file.kind === 'image' && hasSmallerCopy(file);
}

/** The file itself; before it a smaller copy, where this device saves. */
export function DownloadLinks({ file, onDone }: DownloadLinksProps) {
  const offersSmaller = useOffersSmaller(file);
  const original = urlOf(downloadFile, { params: { id: file.id }, query: undefined });
  return (
    <>
      {offersSmaller && (
        <a
          className="button"
          href={urlOf(fileThumbnail, { params: { id: file.id }, query: { size: 'preview' } })}
          download={nameOfSmaller(file.name)}
          onClick={onDone}
        >
          Download a smaller copy
        </a>
      )}
      <a className="button" href={original} download={file.name} onClick={onDone}>
        {offersSmaller ? `Download the original, ${formatBytes(file.sizeBytes)}` : 'Download'}
      </a>
    </>
  );
}

/** Previews are WebP. */
function nameOfSmaller(name: string): string {
  return `${name.replace(/\.[^.]{1,5}$/, '')} (smaller).webp`;
}
