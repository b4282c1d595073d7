import { call, currentShareUploads } from '@hearth/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, CloudUpload } from 'lucide-react';
import { useRef } from 'react';
import { useWakeLock } from '../backup/use-wake-lock.ts';
import { FileName } from '../design/FileName.tsx';
import { countOf, formatBytes } from '../design/format.ts';
import { FilePicture } from '../files/FilePicture.tsx';
import { KindIcon } from '../files/KindIcon.tsx';
import styles from './GuestUploads.module.css';
import { useGuestUploads, type GuestUpload } from './use-guest-uploads.ts';
import { useIsOnline } from './use-is-online.ts';

const KEY = ['shared-uploads'];
/** Until all that came has its picture. */
const LOOK_AGAIN_MS = 2_000;

/** Where guests put in what they bring; below it stands what came from them. */
export function GuestUploads({ isAlone }: { readonly isAlone: boolean }) {
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const { uploads, isSending, add, retryFailed } = useGuestUploads(
    () => void client.invalidateQueries({ queryKey: KEY }),
  );
  const brought = useQuery({
    queryKey: KEY,
    queryFn: () => call(currentShareUploads, {}),
    refetchInterval: ({ state }) =>
      state.data?.items.some((file) => file.state === 'indexing') ? LOOK_AGAIN_MS : false,
  });
  useWakeLock(isSending);
  const files = brought.data?.items ?? [];
  const failed = uploads.filter(({ state }) => state === 'failed');
  return (
    <section
      className={styles.box}
      data-alone={isAlone}
      aria-label="Add photos and videos"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        add([...event.dataTransfer.files]);
      }}
    >
      <div className={styles.ask}>
        <p>
          <strong>Add your photos and videos</strong>
          <span className="hint">They arrive as they are, in full size.</span>
        </p>
        <button type="button" className="button button-primary" onClick={() => input.current?.click()}>
          <CloudUpload size={18} aria-hidden />
          Choose
        </button>
        <input
          ref={input}
          className="visually-hidden"
          type="file"
          multiple
          accept="image/*,video/*"
          tabIndex={-1}
          aria-label="Photos and videos to add"
          onChange={({ currentTarget }) => {
            add([...(currentTarget.files ?? [])]);
            currentTarget.value = '';
          }}
        />
      </div>
      {uploads.length > 0 && <Progress uploads={uploads} isSending={isSending} />}
      {failed.length > 0 && (
        <div className="complaint" role="alert">
          <ul>
            {failed.slice(0, 5).map(({ id, file, reason }) => (
              <li key={id}>
                <FileName name={file.name} />: {reason}
              </li>
            ))}
          </ul>
          <button type="button" className="button" onClick={retryFailed}>
            Try {countOf(failed.length, 'file')} again
          </button>
        </div>
      )}
      {files.length > 0 && (
        <>
          <h2>From you</h2>
          <ul className={styles.brought} aria-label="What came from you">
            {files.map((file) => (
              <li key={file.id}>
                {file.thumbnailUrl === null ? (
                  <KindIcon kind={file.kind} size={24} />
                ) : (
                  <FilePicture file={file} />
                )}
                <span className="visually-hidden">
                  <FileName name={file.name} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Progress({
  uploads,
  isSending,
}: {
  readonly uploads: readonly GuestUpload[];
  readonly isSending: boolean;
}) {
  const done = uploads.filter(({ state }) => state === 'done').length;
  const hasFailed = uploads.some(({ state }) => state === 'failed');
  const bytes = uploads.reduce((sum, { file }) => sum + file.size, 0);
  const sent = uploads.reduce((sum, { bytesSent }) => sum + bytesSent, 0);
  const isOnline = useIsOnline();
  const Icon = isSending ? CloudUpload : hasFailed ? CircleAlert : CircleCheck;
  return (
    <div className={styles.progress}>
      <p role="status">
        <Icon size={20} aria-hidden />
        <span className="figures">
          {isSending
            ? `${done} of ${countOf(uploads.length, 'file')}, ${formatBytes(sent)} of ${formatBytes(bytes)}`
            : `${countOf(done, 'file')} arrived. Thank you!`}
        </span>
      </p>
      {isSending && !isOnline && (
        <p className="hint" role="status">
          No connection just now. It goes on by itself; leave this page open.
        </p>
      )}
      {isSending && <progress value={bytes === 0 ? 0 : sent / bytes} aria-label="Sent" />}
    </div>
  );
}
