import { hasRole } from '@hearth/contracts';
import { CloudUpload } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useState, type ReactNode } from 'react';
import { usePlace } from '../page/place.ts';
import { useStable } from '../design/use-stable.ts';
import { folderOfAddress } from '../files/folder-path.ts';
import { showNotice } from '../notices/notices.ts';
import { isBackupUnfinished, ownerOf } from '../backup/backup-reminder.ts';
import { useSignedIn } from '../session/use-session.ts';
import { readDrop, type PickedFile } from './read-drop.ts';
import { destinationOf, UploadsContext } from './uploads.ts';
import styles from './UploadsProvider.module.css';

const UploadTray = lazy(() => import('./UploadTray.tsx'));
const UploadSheet = lazy(() => import('./UploadSheet.tsx'));

/** Takes what is dropped or pasted anywhere, and what is chosen, and shows how far it is. */
export function UploadsProvider({ children }: { readonly children: ReactNode }) {
  const signedIn = useSignedIn();
  const { path } = usePlace();
  const into = destinationOf(path, folderOfAddress);
  const isEditor = hasRole(signedIn.role, 'editor');
  const [isSending, setSending] = useState(() => isBackupUnfinished(ownerOf(signedIn)));
  const [isChoosing, setChoosing] = useState(false);
  // Pages with a place of their own for what is dropped take it themselves.
  const isListening = isEditor && !path.startsWith('/drop');

  const send = useStable((picked: readonly PickedFile[]) => {
    if (picked.length === 0) return;
    setSending(true);
    import('./start-upload.ts')
      .then(({ startUpload }) => startUpload(signedIn, picked, into))
      .catch(() => showNotice('The upload could not start. Is the hub there?', { isFailure: true }));
  });
  const isOver = useDropsAndPastes(isListening, send);
  const uploads = useMemo(
    () => (isEditor ? { send, choose: () => setChoosing(true) } : { send: undefined, choose: undefined }),
    [isEditor, send],
  );
  return (
    <UploadsContext value={uploads}>
      {children}
      {isOver && (
        <div className={styles.over} aria-hidden>
          <p>
            <CloudUpload size={40} strokeWidth={1.5} /> Drop to add to {into}
          </p>
        </div>
      )}
      <Suspense fallback={null}>
        {isSending && path !== '/backup' && <UploadTray />}
        {isChoosing && <UploadSheet into={into} onFiles={send} onClose={() => setChoosing(false)} />}
      </Suspense>
    </UploadsContext>
  );
}

/** Whether files are held over the page just now. */
function useDropsAndPastes(isListening: boolean, send: (picked: readonly PickedFile[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    if (!isListening) return undefined;
    const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true;
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      if (!hasFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      void readDrop(event.dataTransfer).then(send);
    };
    const paste = ({ clipboardData, target }: ClipboardEvent) => {
      const isTyping = (target as HTMLElement).matches('input, textarea, [contenteditable]');
      if (isTyping || !clipboardData?.files.length) return;
      send([...clipboardData.files].map((file) => ({ file, folder: '' })));
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    document.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
      document.removeEventListener('paste', paste);
    };
  }, [isListening, send]);
  return isOver;
}
