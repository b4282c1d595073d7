import { FolderHeart, HardDrive, Plus, QrCode } from 'lucide-react';
import { Link } from 'wouter';
import { Face } from '../design/Face.tsx';
import { useSignedIn } from '../session/use-session.ts';
import { useUploads } from '../upload/uploads.ts';
import { FolderPath } from './FolderPath.tsx';
import { useLibraryStatus } from './use-library-status.ts';

/** The first run: how to get something in. */
export default function EmptyLibrary() {
  const { data: status } = useLibraryStatus();
  const { deviceId } = useSignedIn();
  const { choose } = useUploads();
  if (status?.status === 'offline') {
    return (
      <Face icon={HardDrive} title="The library folder isn’t there">
        <p>Plug its disk in, or mount it again. Hearth looks by itself and goes on when it is back.</p>
      </Face>
    );
  }
  if (status && status.indexing > 0) {
    return (
      <Face icon={FolderHeart} title="Your first files are on their way">
        <p>Hearth is reading them. They appear here by themselves.</p>
      </Face>
    );
  }
  return (
    <Face
      icon={FolderHeart}
      title="Drop something in"
      actions={
        choose && (
          <>
            <button type="button" className="button button-primary" onClick={choose}>
              <Plus size={18} aria-hidden />
              Choose files
            </button>
            {deviceId === null && (
              <Link href="/devices" className="button">
                <QrCode size={18} aria-hidden />
                Pair a phone
              </Link>
            )}
          </>
        )
      }
    >
      {status?.libraryPath ? (
        <>
          <p>
            Drop photos, videos, music or documents here, or copy them into this folder on the hub. They
            appear by themselves.
          </p>
          <FolderPath path={status.libraryPath} />
        </>
      ) : (
        <p>
          There is nothing here yet. As soon as somebody adds photos or videos, they appear by themselves.
        </p>
      )}
    </Face>
  );
}
