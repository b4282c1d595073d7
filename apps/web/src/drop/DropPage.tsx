import { houseDropSession } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { Pencil, Plus } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { Link } from 'wouter';
import { usePlace } from '../page/place.ts';
import { findSharedFiles, forgetSharedFiles } from '../backup/shared-files.ts';
import { Page } from '../design/Page.tsx';
import { ProblemFace } from '../design/ProblemFace.tsx';
import { Sheet } from '../design/Sheet.tsx';
import { SheetForm } from '../design/SheetForm.tsx';
import { request } from '../session/request.ts';
import { useSignedIn } from '../session/use-session.ts';
import { fromBase64Url } from './bytes.ts';
import styles from './Drop.module.css';
import { DropSpace } from './DropSpace.tsx';
import { NewDropSheet } from './NewDropSheet.tsx';
import { ownDeviceId, ownName, rename } from './own-device.ts';
import { sourceOfFile, sourceOfLibraryFile, type Source } from './source.ts';
import { icePolicy, useKept, useRoom, useSession } from './use-room.ts';

const HOUSE_ASKED_EVERY_MS = 5 * 60_000;

/** What somebody chose elsewhere, to be handed to whoever they choose here. */
async function findChosen(ids: readonly string[], isShared: boolean): Promise<Source[]> {
  const shared = isShared ? (await findSharedFiles()).map((file) => sourceOfFile(file)) : [];
  return [...shared, ...(await Promise.all(ids.map(sourceOfLibraryFile)))];
}

/**
 * The devices of this house, and drops for anyone else. `?files=id,id` hands files of the library on, `?shared` what another app has shared with
 * this one.
 */
export default function DropPage() {
  const { username } = useSignedIn();
  const { search } = usePlace();
  const [sheet, setSheet] = useState<'new' | 'name'>();
  const [name, setName] = useState(() => ownName(username));
  const [isHanded, setHanded] = useState(false);
  const { room, view } = useRoom();
  // The house has a new session each day. Whoever moves on to it in the midst of something would be alone there.
  const isBusy = view.state !== 'over' && view.transfers.some(({ state }) => state === 'running');
  const house = useQuery({
    queryKey: ['drop-house'],
    queryFn: () => request(houseDropSession, {}),
    staleTime: Infinity,
    refetchInterval: isBusy ? false : HOUSE_ASKED_EVERY_MS,
    refetchOnWindowFocus: isBusy ? false : 'always',
  });
  const { refetch } = house;
  const isOver = view.state === 'over';
  useEffect(() => {
    if (isOver) void refetch();
  }, [isOver, refetch]);
  const ids = search.get('files')?.split(',').filter(Boolean).slice(0, 500) ?? [];
  const isShared = search.has('shared');
  const ready = useQuery({
    queryKey: ['drop-files', ids, isShared],
    queryFn: () => findChosen(ids, isShared),
    enabled: ids.length > 0 || isShared,
    staleTime: Infinity,
  });
  const options = useMemo(
    () =>
      house.data && {
        sessionId: house.data.sessionId,
        secret: fromBase64Url(house.data.key),
        ...{ device: ownDeviceId(), name, icePolicy: icePolicy() },
      },
    [house.data, name],
  );
  useSession(room, options);
  useKept(room);
  if (house.isError && !house.data)
    return <ProblemFace error={house.error} onRetry={() => void house.refetch()} />;
  const isReady = ready.data !== undefined && ready.data.length > 0 && !isHanded;
  return (
    <Page
      title="Drop"
      isPlace
      lead={
        isReady
          ? `Choose who gets ${ready.data.length === 1 ? 'it' : 'them'}.`
          : 'Hand files to a device beside you, or anywhere.'
      }
      action={
        <button type="button" className="button button-primary" onClick={() => setSheet('new')}>
          <Plus size={20} aria-hidden />
          New drop
        </button>
      }
    >
      <p className={styles.me}>
        <span>
          You are <strong>{name}</strong>
        </span>
        <button
          type="button"
          className="icon-button"
          aria-label="Change this device’s name"
          onClick={() => setSheet('name')}
        >
          <Pencil size={18} aria-hidden />
        </button>
        <Link href="/drop/words" className={styles.aside}>
          I was told six words
        </Link>
      </p>
      <DropSpace
        room={room}
        view={view}
        ready={isReady ? ready.data : undefined}
        onHanded={() => {
          setHanded(true);
          if (isShared) void forgetSharedFiles();
        }}
        empty="Nobody else is here. Open Drop on another device of this house, or make a new drop for anyone."
      />
      {sheet === 'new' && <NewDropSheet onClose={() => setSheet(undefined)} />}
      {sheet === 'name' && (
        <Sheet title="This device’s name" onClose={() => setSheet(undefined)}>
          <SheetForm
            action="Keep"
            isPending={false}
            error={null}
            onClose={() => setSheet(undefined)}
            onSubmit={(form) => {
              const chosen = String(form.get('name')).trim().slice(0, 60);
              if (chosen !== '') {
                rename(chosen);
                setName(chosen);
              }
              setSheet(undefined);
            }}
          >
            <label className="label">
              What others see
              <input className="field" name="name" defaultValue={name} maxLength={60} autoComplete="off" />
            </label>
          </SheetForm>
        </Sheet>
      )}
    </Page>
  );
}
