import { useRegisterSW } from 'virtual:pwa-register/react';
import styles from './UpdatePrompt.module.css';

/** Registers the service worker and asks before a new version takes over: never in the midst of a film. */
export default function UpdatePrompt() {
  const {
    needRefresh: [isNewVersionReady],
    updateServiceWorker,
  } = useRegisterSW();
  if (!isNewVersionReady) return null;
  return (
    <div className={styles.prompt} role="status">
      A new version is ready.
      <button type="button" className="button button-primary" onClick={() => void updateServiceWorker(true)}>
        Reload
      </button>
    </div>
  );
}
