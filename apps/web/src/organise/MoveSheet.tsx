import { addFolder, listFolder } from '@hearth/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ChevronRight, CornerLeftUp, Folder, FolderPlus } from 'lucide-react';
import { useState } from 'react';
import { Complaint } from '../design/Complaint.tsx';
import { FileName } from '../design/FileName.tsx';
import { Sheet } from '../design/Sheet.tsx';
import { joinPath, parentOf } from '../files/folder-path.ts';
import { request } from '../session/request.ts';
import styles from './MoveSheet.module.css';

interface MoveSheetProps {
  readonly title: string;
  readonly from: string;
  readonly onMove: (folder: string) => void;
  readonly onClose: () => void;
}

/** Where to: through the folders as they lie on the disk, or into a new one. */
export function MoveSheet({ title, from, onMove, onClose }: MoveSheetProps) {
  const client = useQueryClient();
  const [path, setPath] = useState(from);
  const [newName, setNewName] = useState<string>();
  const folder = useQuery({
    queryKey: ['folders', path],
    queryFn: () => request(listFolder, { query: { path } }),
  });
  const make = useMutation({
    mutationFn: (name: string) => request(addFolder, { body: { path: joinPath(path, name) } }),
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: ['folders'] });
      setNewName(undefined);
      setPath(made.path);
    },
  });
  return (
    <Sheet title={title} onClose={onClose}>
      <div className="form">
        <p className={styles.path}>
          <Folder size={18} aria-hidden />
          <FileName name={path === '' ? 'The top of the library' : path} />
        </p>
        <ul className={styles.folders} aria-label="Folders" aria-busy={folder.isPending}>
          {path !== '' && (
            <li>
              <button type="button" className={styles.folder} onClick={() => setPath(parentOf(path))}>
                <CornerLeftUp size={18} aria-hidden /> Up
              </button>
            </li>
          )}
          {folder.data?.folders.map(({ name, path: below }) => (
            <li key={below}>
              <button type="button" className={styles.folder} onClick={() => setPath(below)}>
                <Folder size={18} aria-hidden />
                <span>
                  <FileName name={name} />
                </span>
                <ChevronRight size={18} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
        <Complaint error={folder.error ?? make.error} />
        {newName === undefined ? (
          <button type="button" className="button" onClick={() => setNewName('')}>
            <FolderPlus size={18} aria-hidden /> New folder here
          </button>
        ) : (
          <form
            className={styles.newFolder}
            onSubmit={(event) => {
              event.preventDefault();
              if (newName.trim() !== '') make.mutate(newName.trim());
            }}
          >
            <input
              className="field"
              aria-label="Name of the new folder"
              value={newName}
              maxLength={200}
              ref={(input) => input?.focus()}
              onChange={({ target }) => setNewName(target.value)}
            />
            <button type="submit" className="button" disabled={make.isPending}>
              Make
            </button>
          </form>
        )}
        <div className="choices">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="button" className="button button-primary" onClick={() => onMove(path)}>
            Move here
          </button>
        </div>
      </div>
    </Sheet>
  );
}
