import { addFolder, moveFolder } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Sheet } from '../design/Sheet.tsx';
import { SheetForm } from '../design/SheetForm.tsx';
import { FILES_KEY } from '../files/use-files.ts';
import { request } from '../session/request.ts';
import { joinPath, nameOf, parentOf } from '../files/folder-path.ts';

interface FolderNameSheetProps {
  readonly path: string;
  /** A new folder in this one, or another name for this one. */
  readonly isNew: boolean;
  readonly onDone: (path: string) => void;
  readonly onClose: () => void;
}

/** Makes or renames a folder, on the disk too. */
export function FolderNameSheet({ path, isNew, onDone, onClose }: FolderNameSheetProps) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (name: string) =>
      isNew
        ? request(addFolder, { body: { path: joinPath(path, name) } })
        : request(moveFolder, { body: { path, newPath: joinPath(parentOf(path), name) } }),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: ['folders'] });
      void client.invalidateQueries({ queryKey: FILES_KEY });
      onDone(saved.path);
    },
  });
  return (
    <Sheet title={isNew ? 'New folder' : `Rename “${nameOf(path)}”`} onClose={onClose}>
      <SheetForm
        action={isNew ? 'Make it' : 'Rename'}
        isPending={save.isPending}
        error={save.error}
        onSubmit={(form) => save.mutate(String(form.get('name')).trim())}
        onClose={onClose}
      >
        <label className="label">
          Name
          <input
            className="field"
            name="name"
            defaultValue={isNew ? '' : nameOf(path)}
            maxLength={200}
            required
            autoComplete="off"
          />
        </label>
      </SheetForm>
    </Sheet>
  );
}
