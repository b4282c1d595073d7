import type { createShare, OutputOf } from '@hearth/contracts';
import { Check, Copy, Printer, Share2 } from 'lucide-react';
import { useState } from 'react';
import { formatDay, formatExactly } from '../design/format.ts';
import { showNotice } from '../notices/notices.ts';
import { printQr } from './print-qr.ts';
import styles from './ShareSheet.module.css';

interface NewLinkProps {
  readonly link: OutputOf<typeof createShare>;
  readonly onClose: () => void;
}

/** The link, which the hub itself forgets: it is shown here and never again. */
export function NewLink({ link: { url, qrSvg, expiresAt }, onClose }: NewLinkProps) {
  const [isCopied, setCopied] = useState(false);
  const copy = () =>
    navigator.clipboard.writeText(url).then(
      () => setCopied(true),
      () =>
        showNotice('This browser does not let Hearth copy. Mark the address and copy it.', {
          isFailure: true,
        }),
    );
  return (
    <div className="form">
      <img
        className={styles.qr}
        src={`data:image/svg+xml,${encodeURIComponent(qrSvg)}`}
        alt="Code to scan with a camera"
      />
      <output className={styles.address}>{url}</output>
      <p className="hint">
        It is shown only now. It works until{' '}
        <span title={formatExactly(expiresAt)}>{formatDay(expiresAt)}</span>; you can end it at any time under
        Shared links.
      </p>
      <div className="choices">
        <button type="button" className="button" onClick={() => printQr(qrSvg, url)}>
          <Printer size={18} aria-hidden />
          Print
        </button>
        {'share' in navigator && (
          <button
            type="button"
            className="button"
            // Somebody may think better of it.
            onClick={() => void navigator.share({ url }).catch(() => undefined)}
          >
            <Share2 size={18} aria-hidden />
            Send
          </button>
        )}
        <button type="button" className="button button-primary" onClick={() => void copy()}>
          {isCopied ? <Check size={18} aria-hidden /> : <Copy size={18} aria-hidden />}
          {isCopied ? 'Copied' : 'Copy'}
        </button>
        <button type="button" className="button" onClick={onClose}>
          Done
        </button>
      </div>
    </div>
  );
}
