import { ArrowLeft } from 'lucide-react';
import styles from './CaptureHelpPage.module.css';

const PARTS = [
  {
    title: 'Android: Chrome or Edge',
    steps: [
      'Scan the code with the camera app and open the link in Chrome or Edge.',
      'The first time, the browser may warn of the hub’s own certificate: install it once from More → Trust this hub, or continue past the warning.',
      'Allow the camera (and the microphone, if you want sound) when the browser asks.',
      'Lay the phone on something steady and leave the page open: it keeps the screen on by itself.',
    ],
  },
  {
    title: 'iPhone and iPad: Safari',
    steps: [
      'Scan the code with the Camera app and open it in Safari, from iOS 17 on.',
      'Safari sends video only to a hub that it trusts: install the certificate first (More → Trust this hub), then switch it on under Settings → General → About → Certificate Trust Settings.',
      'Allow the camera. If you once said no: Settings → Apps → Safari → Camera → Ask.',
      'Leave Safari in front. In the background iOS stops the camera.',
    ],
  },
  {
    title: 'The network',
    steps: [
      'All phones and the hub must be on the same network. Guest networks often keep devices apart: use the main one.',
      'Nearer to the Wi-Fi is better; 5 GHz is better than 2.4 GHz.',
      'When the connection drops, the phone goes on filming and sends what is missing once it is back.',
    ],
  },
  {
    title: 'The camera was denied',
    steps: [
      'Tap the icon beside the address, choose Permissions (or Site settings), allow Camera and Microphone, and load the page again.',
      'Is another app using the camera? Close it.',
      'Over plain http:// no browser gives a camera away: the address must begin with https://.',
    ],
  },
  {
    title: 'Little bandwidth',
    steps: [
      'Tap “Save data” on the phone: the picture gets smaller and comes less often, and needs about 1 Mbit/s in place of 4.',
      'A browser without WebCodecs sends single pictures: it works, but at fewer frames a second.',
    ],
  },
] as const;

/** For whoever holds a phone that does not do what it should. Open to everybody: that phone is signed in nowhere. */
export default function CaptureHelpPage() {
  return (
    <main className={styles.page}>
      <button type="button" className={`button ${styles.back}`} onClick={() => history.back()}>
        <ArrowLeft size={18} aria-hidden /> Back
      </button>
      <h1>Phones as cameras</h1>
      {PARTS.map(({ title, steps }) => (
        <section key={title} className="panel">
          <h2>{title}</h2>
          <ol className={styles.steps}>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </section>
      ))}
    </main>
  );
}
