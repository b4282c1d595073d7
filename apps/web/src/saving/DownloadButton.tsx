import { downloadFile, urlOf, type FileSummary } from '@hearth/contracts';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { Sheet } from '../design/Sheet.tsx';
import { DownloadLinks, useOffersSmaller } from './DownloadLinks.tsx';

interface DownloadButtonProps {
  readonly file: FileSummary;
  readonly className: string;
}

/** Saves the file that is looked at; asks first where there is a smaller copy and this device saves. */
export function DownloadButton({ file, className }: DownloadButtonProps) {
  const [isAsking, setAsking] = useState(false);
  const icon = <Download size={21} aria-hidden />;
  const face = { className, title: 'Download', 'aria-label': 'Download' };
  if (!useOffersSmaller(file)) {
    const href = urlOf(downloadFile, { params: { id: file.id }, query: undefined });
    return (
      <a {...face} href={href} download={file.name}>
        {icon}
      </a>
    );
  }
  const done = () => setAsking(false);
  return (
    <>
      <button type="button" {...face} onClick={() => setAsking(true)}>
        {icon}
      </button>
      {isAsking && (
        <Sheet title="Download" onClose={done}>
          <div className="form">
            <DownloadLinks file={file} onDone={done} />
          </div>
        </Sheet>
      )}
    </>
  );
}
