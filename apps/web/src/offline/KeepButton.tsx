import type { FileSummary } from '@hearth/contracts';
import { CloudDownload } from 'lucide-react';
import { keepFiles, keepNoLonger } from './keep-files.ts';
import { useKept } from './use-kept.ts';

/** Keeps the file that is looked at on this device, or lets it go. */
export function KeepButton({ file }: { readonly file: FileSummary }) {
  const isKept = useKept()?.some(({ id }) => id === file.id) === true;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label="Keep offline"
      title={isKept ? 'Kept on this device' : 'Keep offline'}
      aria-pressed={isKept}
      onClick={() => void (isKept ? keepNoLonger([file.id]) : keepFiles([file]))}
    >
      <CloudDownload size={21} fill={isKept ? 'currentcolor' : 'none'} aria-hidden />
    </button>
  );
}
