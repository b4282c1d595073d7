import { call, registerCaptureDevice, validateCaptureToken } from '@hearth/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { CircleHelp, Video, VideoOff } from 'lucide-react';
import { useState } from 'react';
import { PageSkeleton } from '../../page/PageSkeleton.tsx';
import { Face } from '../../design/Face.tsx';
import { findDeviceName } from '../../devices/name-device.ts';
import { FilmingPhone } from './FilmingPhone.tsx';
import { describeJoinRefusal } from './join-refusals.ts';
import { findMembership, keepCaptureToken, keepMembership, ownDeviceId, sessionOf } from './membership.ts';
import styles from './PhonePage.module.css';

/** The page of a phone that was scanned into a recording session. */
export default function PhonePage({ token }: { readonly token: string }) {
  const [streamToken, setStreamToken] = useState(() => findMembership(sessionOf(token)));
  const invitation = useQuery({
    queryKey: ['capture', 'invitation', token],
    queryFn: () => call(validateCaptureToken, { query: { token } }),
    enabled: streamToken === undefined,
    retry: false,
    gcTime: 0,
  });
  const join = useMutation({
    mutationFn: async (label: string) => {
      const model = await findDeviceName();
      const metadata = { label, model, platform: navigator.platform.slice(0, 100) || 'unknown' };
      return call(registerCaptureDevice, { body: { token, deviceId: ownDeviceId(), metadata } });
    },
    onSuccess: (joined) => {
      keepCaptureToken(token);
      keepMembership(joined);
      setStreamToken(joined.streamToken);
    },
  });
  if (streamToken !== undefined) return <FilmingPhone streamToken={streamToken} />;
  const error = invitation.error ?? join.error;
  if (error) {
    const { title, advice, isWorthRetrying } = describeJoinRefusal(error);
    const retry = () => {
      join.reset();
      void invitation.refetch();
    };
    return (
      <Face
        icon={VideoOff}
        title={title}
        level={1}
        urgent
        actions={
          isWorthRetrying ? (
            <button type="button" className="button button-primary" onClick={retry}>
              Try again
            </button>
          ) : undefined
        }
      >
        <p>{advice}</p>
      </Face>
    );
  }
  if (!invitation.data) return <PageSkeleton />;
  const { label, expectedDevices, registeredDevices } = invitation.data;
  return (
    <form
      className={`form ${styles.join}`}
      onSubmit={(event) => {
        event.preventDefault();
        join.mutate(String(new FormData(event.currentTarget).get('label')).trim() || 'Phone');
      }}
    >
      <span className={styles.mark}>
        <Video size={36} aria-hidden />
      </span>
      <h1>Film together</h1>
      <p className="hint">
        {label === null
          ? 'This phone becomes one of the cameras.'
          : `“${label}”: this phone becomes one of the cameras.`}{' '}
        {registeredDevices} of {expectedDevices} have joined. What you film goes to this hub alone.
      </p>
      <label className="label">
        Name of this camera
        <input
          className="field"
          name="label"
          maxLength={60}
          placeholder="Left, front, kitchen…"
          autoComplete="off"
        />
      </label>
      <button type="submit" className="button button-primary" disabled={join.isPending}>
        {join.isPending ? 'Joining…' : 'Join and open the camera'}
      </button>
      <a className={styles.help} href="/capture/help" target="_blank" rel="noreferrer">
        <CircleHelp size={18} aria-hidden /> If the camera doesn’t open
      </a>
    </form>
  );
}
