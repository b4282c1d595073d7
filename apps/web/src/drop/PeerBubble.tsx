import { Laptop, ShieldAlert, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { PATH_WORDS } from './describe-transfer.ts';
import type { PeerView } from './room-view.ts';
import styles from './Drop.module.css';
import { sourcesOfDrop, type Source } from './source.ts';

interface PeerBubbleProps {
  readonly peer: PeerView;
  readonly onChoose: () => void;
  readonly onDropped: (sources: Source[]) => void;
}

/** A device that is there: choose it, or drop files on it. */
export function PeerBubble({ peer, onChoose, onDropped }: PeerBubbleProps) {
  const [isOver, setOver] = useState(false);
  const { name, isReady, path, check, hasTampered } = peer;
  const Icon = hasTampered ? ShieldAlert : /phone|pixel|galaxy|iphone/i.test(name) ? Smartphone : Laptop;
  return (
    <li>
      <button
        type="button"
        className={styles.bubble}
        data-over={isOver}
        data-tampered={hasTampered}
        disabled={!isReady || hasTampered}
        onClick={onChoose}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          setOver(false);
          void sourcesOfDrop(event.dataTransfer.items).then(onDropped);
        }}
      >
        <span className={styles.circle}>
          <Icon size={30} strokeWidth={1.6} aria-hidden />
        </span>
        <span className={styles.peerName}>{name || 'Someone'}</span>
        <span className={styles.soft}>
          {hasTampered
            ? 'Not safe: what came was not what this device said.'
            : !isReady
              ? 'Getting to know each other…'
              : path
                ? PATH_WORDS[path]
                : 'Looking for a way…'}
        </span>
        {isReady && !hasTampered && (
          <span
            className={`${styles.check} figures`}
            title="The same digits on both screens: nobody is between you"
          >
            {check.slice(0, 3)} {check.slice(3)}
          </span>
        )}
      </button>
    </li>
  );
}
