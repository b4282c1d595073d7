import type { ReactNode } from 'react';
import { Complaint } from './Complaint.tsx';

interface SheetFormProps {
  readonly children: ReactNode;
  /** What the button that sends it says. */
  readonly action: string;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onSubmit: (form: FormData) => void;
  readonly onClose: () => void;
}

/** The form of a sheet, which can be sent or left. */
export function SheetForm({ children, action, isPending, error, onSubmit, onClose }: SheetFormProps) {
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(new FormData(event.currentTarget));
      }}
    >
      {children}
      <Complaint error={error} />
      <div className="choices">
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" className="button button-primary" disabled={isPending}>
          {action}
        </button>
      </div>
    </form>
  );
}
