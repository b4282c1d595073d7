import { call, dropSession, ProblemError, type DropSessionId } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, KeyRound } from 'lucide-react';
import { use, useMemo, useState, type ReactNode } from 'react';
import type { PageProps } from '../page/page-props.ts';
import { PageSkeleton } from '../page/PageSkeleton.tsx';
import { Face } from '../design/Face.tsx';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { SignedInContext } from '../session/use-session.ts';
import { fromBase64Url, type Bytes } from './bytes.ts';
import styles from './Drop.module.css';
import { DropSpace } from './DropSpace.tsx';
import { ownDeviceId, ownName } from './own-device.ts';
import { TransferCards } from './TransferCards.tsx';
import { icePolicy, useKept, useRoom, useSession } from './use-room.ts';

const OVER: Record<string, string> = {
  'drop.session-not-found': 'There is no such drop. Ask for its address again.',
  'drop.session-expired': 'This drop has ended. Ask for a new one.',
  'drop.session-full': 'As many devices are in this drop as fit in.',
  'drop.signed-out': 'You signed out in this browser. What came has been taken away.',
};

const TITLES: Record<string, string> = {
  'drop.session-not-found': 'Not a drop of this house',
  'drop.session-full': 'This drop is full',
};

function readKey(): Bytes | undefined {
  try {
    const key = fromBase64Url(location.hash.slice(1));
    return key.length === 32 ? key : undefined;
  } catch {
    return undefined;
  }
}

/** A drop somebody was sent the address of: no account is asked for. */
export default function GuestDropPage({ params }: PageProps) {
  const sessionId = params['id'] as DropSessionId;
  const person = use(SignedInContext);
  const [secret] = useState(readKey);
  const [password, setPassword] = useState(() => sessionStorage.getItem('hearth-drop-password') ?? undefined);
  const { room, view } = useRoom();
  const described = useQuery({
    queryKey: ['drop', sessionId],
    queryFn: () => call(dropSession, { params: { sessionId } }),
    retry: (count, error) => !(error instanceof ProblemError) && count < 3,
  });
  const needsPassword = described.data?.needsPassword === true;
  const mayJoin = described.data !== undefined && (!needsPassword || password !== undefined);
  const options = useMemo(
    () =>
      secret && mayJoin
        ? {
            sessionId,
            secret,
            device: ownDeviceId(),
            name: ownName(person?.username),
            icePolicy: icePolicy(),
            password,
          }
        : undefined,
    [secret, mayJoin, sessionId, person?.username, password],
  );
  useSession(room, options);
  // Guests may be anybody: of what lies in this browser they see what came in this drop.
  useKept(room, person ? undefined : sessionId);
  const isWrong = view.code === 'drop.password-wrong';
  const over =
    view.code ?? (described.error instanceof ProblemError ? described.error.problem.code : undefined);

  if (!secret)
    return (
      <Alone>
        <Face icon={KeyRound} title="The end of the address is missing" level={1}>
          <p>
            The key to this drop stands behind the # of its address. Ask for the whole address, or scan the
            code again.
          </p>
        </Face>
      </Alone>
    );
  if (over !== undefined && !isWrong)
    return (
      <Alone>
        <Face icon={CircleAlert} title={TITLES[over] ?? 'This drop is over'} level={1}>
          <p>{OVER[over] ?? 'It cannot be joined.'}</p>
        </Face>
        {/* What came is still here. */}
        <TransferCards label="Handed over" views={view.transfers} room={room} />
      </Alone>
    );
  if (described.isError)
    return (
      <Alone>
        <ProblemFace error={described.error} onRetry={() => void described.refetch()} />
      </Alone>
    );
  if (!described.data)
    return (
      <Alone>
        <PageSkeleton />
      </Alone>
    );
  return (
    <Alone>
      <h1 className={styles.title}>{described.data.label ?? 'Drop'}</h1>
      {needsPassword && (password === undefined || isWrong) ? (
        <form
          className="form panel"
          onSubmit={(event) => {
            event.preventDefault();
            setPassword(String(new FormData(event.currentTarget).get('password')));
          }}
        >
          <label className="label">
            The password of this drop
            <input className="field" name="password" type="password" autoComplete="off" required />
          </label>
          {isWrong && (
            <p className="complaint" role="alert">
              That is not the password.
            </p>
          )}
          <button type="submit" className="button button-primary">
            Join
          </button>
        </form>
      ) : (
        <>
          <p className={styles.me}>
            <span>
              You are <strong>{ownName(person?.username)}</strong>
            </span>
          </p>
          <DropSpace
            room={room}
            view={view}
            empty="Nobody else is here yet. Keep this page open until they are."
          />
        </>
      )}
    </Alone>
  );
}

function Alone({ children }: { readonly children: ReactNode }) {
  return <main className={styles.alone}>{children}</main>;
}
