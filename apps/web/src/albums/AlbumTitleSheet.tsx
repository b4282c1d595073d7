import { Sheet } from '../design/Sheet.tsx';
import { SheetForm } from '../design/SheetForm.tsx';

interface AlbumTitleSheetProps {
  readonly heading: string;
  readonly action: string;
  readonly title: string;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onSave: (title: string) => void;
  readonly onClose: () => void;
}

/** What an album is called. */
export function AlbumTitleSheet(props: AlbumTitleSheetProps) {
  const { heading, action, title, isPending, error, onSave, onClose } = props;
  return (
    <Sheet title={heading} onClose={onClose}>
      <SheetForm
        action={action}
        isPending={isPending}
        error={error}
        onSubmit={(form) => onSave(String(form.get('title')).trim())}
        onClose={onClose}
      >
        <label className="label">
          Title
          <input
            className="field"
            name="title"
            defaultValue={title}
            maxLength={200}
            required
            autoComplete="off"
          />
        </label>
      </SheetForm>
    </Sheet>
  );
}
