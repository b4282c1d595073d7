import { hasRole, type FileSummary } from '@hearth/contracts';
import { Ellipsis, Heart } from 'lucide-react';
import { useEffect, useState } from 'react';
import { AddressSheet } from '../design/AddressSheet.tsx';
import { Sheet } from '../design/Sheet.tsx';
import { useStable } from '../design/use-stable.ts';
import { DateSheet } from '../organise/DateSheet.tsx';
import { MoveSheet } from '../organise/MoveSheet.tsx';
import { RenameSheet } from '../organise/RenameSheet.tsx';
import { TagSheet } from '../organise/TagSheet.tsx';
import { useOrganise } from '../organise/use-organise.ts';
import { useTurn } from '../organise/use-turn.ts';
import { DownloadLinks } from '../saving/DownloadLinks.tsx';
import { useSignedIn } from '../session/use-session.ts';
import { ShareSheet } from '../shares/ShareSheet.tsx';
import { PlayerLinkSheet } from './PlayerLinkSheet.tsx';
import { SendToDevice } from './SendToDevice.tsx';
import styles from './FileActions.module.css';

interface FileActionsProps {
  readonly file: FileSummary;
  /** Called when the file has gone, to look at another. */
  readonly onGone: () => void;
}

const PLAYABLE: ReadonlySet<FileSummary['kind']> = new Set(['image', 'video', 'audio']);

type Asking = 'what' | 'player' | 'date' | 'name' | 'tags' | 'folder' | 'device' | 'link' | 'code';

const CHANGES = [
  ['name', 'Rename'],
  ['tags', 'Tags'],
  ['date', 'Correct the date'],
  ['folder', 'Move to a folder'],
  ['link', 'Share by a link'],
  ['device', 'Send to a device'],
] as const;

/** What can be done with the file that is looked at; what somebody may not do is not there. */
export function FileActions({ file, onGone }: FileActionsProps) {
  const { role, id } = useSignedIn();
  const organise = useOrganise();
  const turn = useTurn();
  const canTurn = file.kind === 'image' && file.previewUrl !== null;
  const [asking, setAsking] = useState<Asking>();
  const isEditor = hasRole(role, 'editor');
  const mayRemove = hasRole(role, 'admin') || (isEditor && file.uploadedBy === id);
  const done = () => setAsking(undefined);
  const mark = () => void organise.favourite([file], !file.favourite);
  const remove = () => {
    done();
    onGone();
    void organise.remove([file]);
  };
  const press = useStable((event: KeyboardEvent) => {
    if (asking !== undefined || event.ctrlKey || event.metaKey || !isEditor) return;
    if (event.key === 'f') mark();
    if (event.key === 'Delete' && mayRemove) remove();
    if (canTurn && event.key === '[') void turn(file, 'left');
    if (canTurn && event.key === ']') void turn(file, 'right');
  });
  useEffect(() => {
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [press]);
  return (
    <>
      {isEditor && (
        <button
          type="button"
          className="icon-button"
          aria-label="Favourite"
          title="Favourite"
          aria-pressed={file.favourite}
          onClick={mark}
        >
          <Heart size={21} fill={file.favourite ? 'currentcolor' : 'none'} aria-hidden />
        </button>
      )}
      <button
        type="button"
        className="icon-button"
        data-more
        aria-label="More to do"
        title="More"
        onClick={() => setAsking('what')}
      >
        <Ellipsis size={22} aria-hidden />
      </button>
      {asking === 'what' && (
        <Sheet title="This file" onClose={done}>
          <div className={styles.actions}>
            <DownloadLinks file={file} onDone={done} />
            {isEditor && (
              <Changes
                canTurn={canTurn}
                onTurn={(way) => {
                  done();
                  void turn(file, way);
                }}
                onAsk={setAsking}
              />
            )}
            <button type="button" className="button" onClick={() => setAsking('code')}>
              Show a code for it
            </button>
            {PLAYABLE.has(file.kind) && (
              <button type="button" className="button" onClick={() => setAsking('player')}>
                For a TV or player
              </button>
            )}
            {mayRemove && (
              <button type="button" className="button button-danger" onClick={remove}>
                Move to the bin
              </button>
            )}
          </div>
        </Sheet>
      )}
      {asking === 'date' && <DateSheet files={[file]} onClose={done} onDone={done} />}
      {asking === 'name' && <RenameSheet file={file} onClose={done} />}
      {asking === 'tags' && (
        <TagSheet
          files={[file]}
          onClose={done}
          onSave={(add, take) => {
            done();
            if (add.length + take.length > 0) void organise.tag([file], add, take);
          }}
        />
      )}
      {asking === 'folder' && (
        <MoveSheet
          title="Move this file"
          from={file.folder}
          onClose={done}
          onMove={(folder) => {
            done();
            void organise.move([file], folder);
          }}
        />
      )}
      {asking === 'link' && <ShareSheet title="Share this file" of={{ fileIds: [file.id] }} onClose={done} />}
      {asking === 'code' && (
        <AddressSheet
          title="A code for this file"
          address={`${location.origin}/photo/${file.id}`}
          hint="Scan it with a device of this house: it opens there, for who is signed in. A link is for others."
          onClose={done}
        />
      )}
      {asking === 'player' && <PlayerLinkSheet file={file} onClose={done} />}
      {asking === 'device' && <SendToDevice files={[file]} onClose={done} />}
    </>
  );
}

interface ChangesProps {
  readonly canTurn: boolean;
  readonly onTurn: (way: 'left' | 'right') => void;
  readonly onAsk: (what: Asking) => void;
}

/** What only those who may change the library are offered. */
function Changes({ canTurn, onTurn, onAsk }: ChangesProps) {
  return (
    <>
      {canTurn &&
        (['left', 'right'] as const).map((way) => (
          <button key={way} type="button" className="button" onClick={() => onTurn(way)}>
            Turn {way}
          </button>
        ))}
      {CHANGES.map(([what, label]) => (
        <button key={what} type="button" className="button" onClick={() => onAsk(what)}>
          {label}
        </button>
      ))}
    </>
  );
}
