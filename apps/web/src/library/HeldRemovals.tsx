import { confirmRemovals } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import { countOf } from '../design/format.ts';
import { Sheet } from '../design/Sheet.tsx';
import { request } from '../session/request.ts';
import styles from './StatusStrip.module.css';
import { FILES_KEY } from '../files/use-files.ts';
import { STATUS_KEY } from './use-library-status.ts';

interface HeldRemovalsProps {
  readonly missing: number;
  readonly mayConfirm: boolean;
}

/** Too much vanished from the disk at once: nothing leaves the list before somebody says that it was meant. */
export default function HeldRemovals({ missing, mayConfirm }: HeldRemovalsProps) {
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const confirm = useMutation({
    mutationFn: () => request(confirmRemovals, {}),
    onSuccess: async () => {
      setAsking(false);
      await Promise.all([FILES_KEY, STATUS_KEY].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
  const files = countOf(missing, 'file');
  return (
    <div className={styles.strip} data-tone="warning">
      <ShieldAlert size={18} aria-hidden />
      <span>{files} vanished from the disk at once. To be safe they stay on the list.</span>
      {mayConfirm && (
        <button type="button" className="button" onClick={() => setAsking(true)}>
          They were meant to go
        </button>
      )}
      {isAsking && (
        <Sheet title={`Take ${files} off the list?`} onClose={() => setAsking(false)}>
          <p>They are not on the disk any more. Should they come back, Hearth will find them again.</p>
          {confirm.isError && <p role="alert">{confirm.error.message}</p>}
          <div className={styles.choices}>
            <button type="button" className="button" onClick={() => setAsking(false)}>
              Keep them
            </button>
            <button
              type="button"
              className="button button-primary"
              disabled={confirm.isPending}
              onClick={() => confirm.mutate()}
            >
              Take them off
            </button>
          </div>
        </Sheet>
      )}
    </div>
  );
}
