import { changeFile, type FileSummary } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Sheet } from '../design/Sheet.tsx';
import { SheetForm } from '../design/SheetForm.tsx';
import { changeCached } from '../files/cached-files.ts';
import { showNotice } from '../notices/notices.ts';
import { request } from '../session/request.ts';

interface RenameSheetProps {
  readonly file: FileSummary;
  readonly onClose: () => void;
}

/** Another name for a file, on the disk too. */
export function RenameSheet({ file, onClose }: RenameSheetProps) {
  const client = useQueryClient();
  const rename = async (name: string) => {
    const renamed = await request(changeFile, { params: { id: file.id }, body: { name } });
    client.setQueryData(['file', file.id], renamed);
    changeCached(client, new Set([file.id]), (other) => ({ ...other, name: renamed.name }));
    return renamed;
  };
  const save = useMutation({
    mutationFn: rename,
    onSuccess: ({ name }) => {
      showNotice(`Renamed to ${name}`, { action: { label: 'Undo', run: () => void rename(file.name) } });
      onClose();
    },
  });
  return (
    <Sheet title="Rename" onClose={onClose}>
      <SheetForm
        action="Rename"
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
            defaultValue={file.name}
            maxLength={255}
            required
            autoComplete="off"
          />
        </label>
      </SheetForm>
    </Sheet>
  );
}
