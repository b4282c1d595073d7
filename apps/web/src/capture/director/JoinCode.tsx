import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useNow } from '../../design/use-now.ts';
import { formatClock } from '../../design/format.ts';
import type { OpenedSession } from './SetUpSession.tsx';
import styles from './JoinCode.module.css';

interface JoinCodeProps {
  readonly opened: OpenedSession;
  readonly joined: number;
  readonly expected: number;
}

/** The code that phones scan; it goes away by itself once all are there. */
export function JoinCode({ opened, joined, expected }: JoinCodeProps) {
  const now = useNow();
  const [isCopied, setCopied] = useState(false);
  const leftSec = Math.max(0, (Date.parse(opened.expiresAt) - now) / 1000);
  if (joined >= expected) return null;
  return (
    <section className={`panel ${styles.code}`} aria-label="Code for phones">
      {leftSec > 0 ? (
        <>
          <img
            className={styles.qr}
            src={`data:image/svg+xml,${encodeURIComponent(opened.qrSvg)}`}
            alt="Code to scan with each phone’s camera"
          />
          <div className={styles.text}>
            <h2>
              {joined} of {expected} connected
            </h2>
            <p className="hint">Scan it with each phone’s camera. The phones must be on the home network.</p>
            <p className="hint figures" role="timer">
              Good for {formatClock(leftSec)} more
            </p>
            <button
              type="button"
              className="button"
              onClick={() => {
                void navigator.clipboard.writeText(opened.pairingUrl).then(() => setCopied(true));
              }}
            >
              {isCopied ? <Check size={18} aria-hidden /> : <Copy size={18} aria-hidden />}
              {isCopied ? 'Copied' : 'Copy the link'}
            </button>
          </div>
        </>
      ) : (
        <p>
          The code has run out with {joined} of {expected} phones here. End this session and open a new one
          for more.
        </p>
      )}
    </section>
  );
}
