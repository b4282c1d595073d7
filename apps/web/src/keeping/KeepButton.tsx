import type { FileSummary } from '@hearth/contracts';
import { CloudDownload } from 'lucide-react';
import { keepFiles, keepNoLonger } from './keep-files.ts';
import type { KeptFile } from './kept-store.ts';
import { useKept } from './use-kept.ts';

/** Keeps the file that is looked at on this device, or lets it go. */
export function KeepButton({ file }: { readonly file: FileSummary }) {
  const kept = useKept()?.find(({ id }) => id === file.id);
  const isKept = kept !== undefined;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label="Keep offline"
      title={titleFor(kept)}
      aria-pressed={isKept}
      onClick={() => void (isKept ? keepNoLonger([file.id]) : keepFiles([file]))}
    >
      <CloudDownload size={21} fill={isKept ? 'currentcolor' : 'none'} aria-hidden />
    </button>
  );
}

function titleFor(kept: KeptFile | undefined): string {
  if (!kept) return 'Keep offline';
  return kept.smallerBytes === undefined ? 'Kept on this device' : 'Kept on this device as a smaller copy';
}
