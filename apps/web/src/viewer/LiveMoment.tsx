import { Play } from 'lucide-react';
import { useState } from 'react';
import styles from './InfoPanel.module.css';

/** The seconds around a Live or Motion Photo, played where somebody asks for them. */
export function LiveMoment({ address }: { readonly address: string }) {
  const [state, setState] = useState<'still' | 'playing' | 'failed'>('still');
  return (
    <div className={styles.live}>
      {state === 'failed' && <p>This browser cannot play its film.</p>}
      {state === 'still' && (
        <button type="button" className="button" onClick={() => setState('playing')}>
          <Play size={18} aria-hidden />
          Play the Live Photo
        </button>
      )}
      {state === 'playing' && (
        <video
          src={address}
          aria-label="Live Photo"
          autoPlay
          muted
          loop
          controls
          playsInline
          onError={() => setState('failed')}
        />
      )}
    </div>
  );
}
