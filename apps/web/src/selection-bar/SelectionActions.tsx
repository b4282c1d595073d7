import { hasRole } from '@hearth/contracts';
import {
  BookImage,
  CloudDownload,
  CalendarClock,
  Download,
  FolderInput,
  Heart,
  HeartOff,
  Link2,
  Send,
  Tag,
  Trash2,
  type LucideIcon,
} from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { countOf, formatBytes } from '../design/format.ts';
import { useOrganise, type Files } from '../organise/use-organise.ts';
import { useSignedIn } from '../session/use-session.ts';
import styles from './SelectionActions.module.css';
import { ChosenBar } from '../selection/ChosenBar.tsx';
import { useSelection } from '../selection/use-selection.ts';

const AlbumSheet = lazy(() => import('../organise/AlbumSheet.tsx').then((m) => ({ default: m.AlbumSheet })));
const DateSheet = lazy(() => import('../organise/DateSheet.tsx').then((m) => ({ default: m.DateSheet })));
const TagSheet = lazy(() => import('../organise/TagSheet.tsx').then((m) => ({ default: m.TagSheet })));
const MoveSheet = lazy(() => import('../organise/MoveSheet.tsx').then((m) => ({ default: m.MoveSheet })));
const SendToDevice = lazy(() =>
  import('../viewer/SendToDevice.tsx').then((m) => ({ default: m.SendToDevice })),
);

const ShareSheet = lazy(() => import('../shares/ShareSheet.tsx').then((m) => ({ default: m.ShareSheet })));

type Asking = 'date' | 'tags' | 'folder' | 'album' | 'device' | 'link';

/** What can be done with what is picked; what somebody may not do is not there. */
export default function SelectionActions({ files }: { readonly files: Files }) {
  const selection = useSelection();
  const organise = useOrganise();
  const { role, id } = useSignedIn();
  const [asking, setAsking] = useState<Asking>();
  const isEditor = hasRole(role, 'editor');
  // An editor may bin what they brought in, an admin all.
  const mayRemove =
    hasRole(role, 'admin') || (isEditor && files.every(({ uploadedBy }) => uploadedBy === id));
  const isFavourite = files.every(({ favourite }) => favourite);
  const finish = (work: Promise<unknown>) => {
    setAsking(undefined);
    selection.clear();
    void work;
  };
  const [first] = files;
  return (
    <ChosenBar className={styles.bar}>
      <p className={styles.count}>
        <strong className="figures">{files.length.toLocaleString('en')}</strong>
        <span className="figures">
          {formatBytes(files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))}
        </span>
      </p>
      <div className={styles.actions}>
        {isEditor && (
          <>
            <Action
              icon={isFavourite ? HeartOff : Heart}
              label={isFavourite ? 'Unmark' : 'Favourite'}
              onClick={() => finish(organise.favourite(files, !isFavourite))}
            />
            <Action icon={Tag} label="Tag" onClick={() => setAsking('tags')} />
            <Action icon={FolderInput} label="Move" onClick={() => setAsking('folder')} />
            <Action icon={BookImage} label="Album" onClick={() => setAsking('album')} />
            <Action icon={CalendarClock} label="Date" onClick={() => setAsking('date')} />
          </>
        )}
        <Action
          icon={Download}
          label="Download"
          onClick={() => finish(import('../organise/download-files.ts').then((m) => m.downloadFiles(files)))}
        />
        <Action
          icon={CloudDownload}
          label="Keep"
          onClick={() => finish(import('../keeping/keep-files.ts').then((m) => m.keepFiles(files)))}
        />
        {isEditor && <Action icon={Link2} label="Share" onClick={() => setAsking('link')} />}
        {isEditor && <Action icon={Send} label="Send" onClick={() => setAsking('device')} />}
        {mayRemove && <Action icon={Trash2} label="Delete" onClick={() => finish(organise.remove(files))} />}
      </div>
      <Suspense fallback={null}>
        {asking === 'tags' && (
          <TagSheet
            files={files}
            onClose={() => setAsking(undefined)}
            onSave={(add, remove) =>
              add.length + remove.length > 0 ? finish(organise.tag(files, add, remove)) : setAsking(undefined)
            }
          />
        )}
        {asking === 'folder' && (
          <MoveSheet
            title={`Move ${countOf(files.length, 'file')}`}
            from={first?.folder ?? ''}
            onClose={() => setAsking(undefined)}
            onMove={(folder) => finish(organise.move(files, folder))}
          />
        )}
        {asking === 'album' && (
          <AlbumSheet
            files={files}
            onClose={() => setAsking(undefined)}
            onDone={() => finish(Promise.resolve())}
          />
        )}
        {asking === 'link' && (
          <ShareSheet
            title={`Share ${countOf(files.length, 'file')}`}
            of={{ fileIds: files.map((file) => file.id) }}
            onClose={() => finish(Promise.resolve())}
          />
        )}
        {asking === 'date' && (
          <DateSheet
            files={files}
            onClose={() => setAsking(undefined)}
            onDone={() => finish(Promise.resolve())}
          />
        )}
        {asking === 'device' && <SendToDevice files={files} onClose={() => setAsking(undefined)} />}
      </Suspense>
    </ChosenBar>
  );
}

interface ActionProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly onClick: () => void;
}

function Action({ icon: Icon, label, onClick }: ActionProps) {
  return (
    <button type="button" className={styles.action} onClick={onClick}>
      <Icon size={21} aria-hidden />
      <span>{label}</span>
    </button>
  );
}
