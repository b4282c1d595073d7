import { health } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { LogOut, QrCode, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { AddressSheet } from '../design/AddressSheet.tsx';
import { SavingChoice } from '../saving/SavingChoice.tsx';
import { findPairedDevice } from '../session/paired-device.ts';
import { request } from '../session/request.ts';
import { useSignedIn } from '../session/use-session.ts';
import { useSignOut } from './use-sign-out.ts';
import { InstallCard } from './InstallCard.tsx';
import { MoreLinks } from './MoreLinks.tsx';
import styles from './MorePage.module.css';
import { ThemeChoice } from './ThemeChoice.tsx';
import { useScrollMemory } from '../page/use-scroll-memory.ts';

const ROLE_WORDS = {
  viewer: 'Can browse, watch and download',
  editor: 'Can also add, rename and share',
  admin: 'Looks after this hub',
} as const;

export default function MorePage() {
  const { username, role, deviceId } = useSignedIn();
  const signOut = useSignOut();
  const hub = useQuery({ queryKey: ['health'], queryFn: () => request(health, {}), retry: false });
  const [isCodeShown, setCodeShown] = useState(false);
  useScrollMemory('more');
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>More</h1>

      <section className={styles.card} aria-label="You">
        <div className={styles.person}>
          <span className={styles.initial} aria-hidden>
            {username.slice(0, 1).toUpperCase()}
          </span>
          <div>
            <p className={styles.name}>{username}</p>
            <p className={styles.soft}>{ROLE_WORDS[role]}</p>
            {deviceId !== null && (
              <p className={styles.soft}>Paired as “{findPairedDevice() ?? 'a device'}”</p>
            )}
          </div>
        </div>
        <button
          type="button"
          className="button"
          disabled={signOut.isPending}
          onClick={() => signOut.mutate()}
        >
          <LogOut size={18} aria-hidden />
          {signOut.isPending ? 'Signing out…' : 'Sign out'}
        </button>
        {signOut.isError && (
          <p className={styles.problem} role="alert">
            You are still signed in: the hub can’t be reached just now. Try again.
          </p>
        )}
      </section>

      <MoreLinks />
      <InstallCard />

      <section className={styles.card} aria-labelledby="address">
        <h2 id="address" className={styles.heading}>
          <QrCode size={20} aria-hidden /> On another device
        </h2>
        <p className={styles.soft}>Scan the address of this hub there instead of typing it.</p>
        <button type="button" className="button" onClick={() => setCodeShown(true)}>
          Show the code
        </button>
      </section>
      {isCodeShown && (
        <AddressSheet
          title="A code for this hub"
          address={location.origin}
          hint="Who scans it comes to the sign-in page."
          onClose={() => setCodeShown(false)}
        />
      )}

      <section className={styles.card} aria-label="Look">
        <ThemeChoice />
      </section>

      <section className={styles.card} aria-label="Data">
        <SavingChoice />
        <p className={styles.soft}>
          Photos are looked at, downloaded and kept at some 1,440 pixels, films and songs are played in the
          hub’s smaller form. Films are downloaded and kept as they are.
        </p>
      </section>

      <section className={styles.card} aria-labelledby="trust">
        <h2 id="trust" className={styles.heading}>
          <ShieldCheck size={20} aria-hidden /> Trust this hub
        </h2>
        <p className={styles.soft}>
          Hearth made its own certificate. Install it once on this device and the browser stops warning.
        </p>
        <a className="button" href="/trust">
          Install the certificate
        </a>
      </section>

      <p className={styles.about}>
        Hearth {__HEARTH_VERSION__}
        {hub.data && hub.data.version !== __HEARTH_VERSION__ && ` · hub ${hub.data.version}`}
        {hub.data?.status === 'failing' && ' · a part of the hub is not well'}
      </p>
    </div>
  );
}
