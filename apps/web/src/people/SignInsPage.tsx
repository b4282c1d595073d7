import { useScrollMemory } from '../page/use-scroll-memory.ts';
import { Page } from '../design/Page.tsx';
import { useSignedIn } from '../session/use-session.ts';
import { ChangePassword } from './ChangePassword.tsx';
import { SessionList } from './SessionList.tsx';

/** Where one is signed in, and one's password. */
export default function SignInsPage() {
  const { deviceId } = useSignedIn();
  useScrollMemory('sign-ins');
  return (
    <Page title="My sign-ins">
      <section className="panel" aria-labelledby="sessions">
        <h2 id="sessions">Where you are signed in</h2>
        <SessionList />
      </section>
      {/* A paired device came without the password, so it can't change it. */}
      {deviceId === null && <ChangePassword />}
    </Page>
  );
}
