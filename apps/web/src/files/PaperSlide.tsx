import { streamFile, urlOf, type FileSummary } from '@hearth/contracts';
import { ExternalLink } from 'lucide-react';
import { visibleText } from '../design/visible-text.ts';
import styles from './PaperSlide.module.css';
import { previewAddressOf } from './preview-address.ts';

/** A document's first page, and the whole of it in a tab of its own. */
export function PaperSlide({ file }: { readonly file: FileSummary }) {
  return (
    <div className={styles.paper}>
      <img
        className={styles.page}
        src={previewAddressOf(file)}
        alt={`First page of ${visibleText(file.name)}`}
        draggable={false}
      />
      <a
        className="button button-primary"
        href={urlOf(streamFile, { params: { id: file.id }, query: {} })}
        target="_blank"
        rel="noreferrer"
      >
        <ExternalLink size={18} aria-hidden />
        Open
      </a>
    </div>
  );
}
