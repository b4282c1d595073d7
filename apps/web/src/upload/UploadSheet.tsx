import { FileUp, FolderUp } from 'lucide-react';
import { useRef } from 'react';
import { FileName } from '../design/FileName.tsx';
import { Sheet } from '../design/Sheet.tsx';
import { describeRoom } from '../backup/describe-room.ts';
import { readPicked, type PickedFile } from './read-drop.ts';
import { useRoom } from '../backup/use-room.ts';

interface UploadSheetProps {
  readonly into: string;
  readonly onFiles: (picked: readonly PickedFile[]) => void;
  readonly onClose: () => void;
}

/** Chooses files, or a folder with all that lies in it. */
export default function UploadSheet({ into, onFiles, onClose }: UploadSheetProps) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const room = useRoom({ isSending: false });
  const take = (input: HTMLInputElement) => {
    onFiles(readPicked([...(input.files ?? [])]));
    onClose();
  };
  return (
    <Sheet title="Add to the library" onClose={onClose}>
      <div className="form">
        <p className="hint">
          Into <FileName name={into} />. Nothing is overwritten, and what lies there already is not stored
          again. You can also drop files anywhere, or paste them.
        </p>
        {room && describeRoom(room) !== '' && <p className="hint figures">{describeRoom(room)}</p>}
        <button type="button" className="button button-primary" onClick={() => files.current?.click()}>
          <FileUp size={18} aria-hidden /> Choose files
        </button>
        <button type="button" className="button" onClick={() => folder.current?.click()}>
          <FolderUp size={18} aria-hidden /> Choose a folder
        </button>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          aria-label="Files"
          onChange={({ target }) => take(target)}
        />
        <input
          ref={folder}
          type="file"
          multiple
          hidden
          aria-label="Folder"
          webkitdirectory=""
          onChange={({ target }) => take(target)}
        />
      </div>
    </Sheet>
  );
}
