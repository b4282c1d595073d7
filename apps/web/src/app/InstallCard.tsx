import { MonitorDown } from 'lucide-react';
import { isInstalledByHand, useInstallOffer } from './install-offer.ts';
import styles from './MorePage.module.css';

/** Puts Hearth among the device's apps. Says nothing where that is done, or can't be. */
export function InstallCard() {
  const install = useInstallOffer();
  const isStandalone = matchMedia('(display-mode: standalone)').matches;
  const isByHand = isInstalledByHand(navigator.userAgent, isStandalone);
  if (!install && !isByHand) return null;
  return (
    <section className={styles.card} aria-labelledby="install">
      <h2 id="install" className={styles.heading}>
        <MonitorDown size={20} aria-hidden /> Hearth as an app
      </h2>
      <p className={styles.soft}>
        {isByHand
          ? 'Touch the share button of Safari, then “Add to Home Screen”.'
          : 'It opens in a window of its own, and your gallery can share photos with it.'}
      </p>
      {install && (
        <button type="button" className="button" onClick={install}>
          Install
        </button>
      )}
    </section>
  );
}
