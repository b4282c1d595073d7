import type { ReactNode } from 'react';
import { Complaint } from './Complaint.tsx';
import { Sheet } from './Sheet.tsx';

interface ConfirmProps {
  readonly title: string;
  readonly children: ReactNode;
  /** The verb of what will happen. */
  readonly action: string;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that can't be taken back. */
export function Confirm({ title, children, action, isPending, error, onConfirm, onClose }: ConfirmProps) {
  return (
    <Sheet title={title} onClose={onClose}>
      <div className="form">
        <p className="hint">{children}</p>
        <Complaint error={error} />
        <div className="choices">
          <button type="button" className="button" onClick={onClose}>
            Leave it
          </button>
          <button type="button" className="button button-danger" disabled={isPending} onClick={onConfirm}>
            {action}
          </button>
        </div>
      </div>
    </Sheet>
  );
}
