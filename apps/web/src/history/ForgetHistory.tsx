import { forgetHistory, forgetPositions, type UserId } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Confirm } from '../design/Confirm.tsx';
import { request } from '../session/request.ts';

interface ForgetHistoryProps {
  readonly id: UserId;
  /** Of somebody else. */
  readonly name: string | undefined;
}

/** Takes somebody's name off all that was counted until now. */
export function ForgetHistory({ id, name }: ForgetHistoryProps) {
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const forget = useMutation({
    mutationFn: async () => {
      await request(forgetHistory, { params: { id } });
      await request(forgetPositions, { query: { userId: id } });
    },
    onSuccess: () => {
      setAsking(false);
      return client.invalidateQueries();
    },
  });
  const whose = name === undefined ? 'your' : `${name}’s`;
  return (
    <section className="panel" aria-labelledby="until-now">
      <h2 id="until-now">Until now</h2>
      <p>The counts stay; the name, the addresses and the devices go.</p>
      <div className="choices">
        <button type="button" className="button button-danger" onClick={() => setAsking(true)}>
          <Trash2 size={18} aria-hidden />
          Delete {whose} history
        </button>
      </div>
      {forget.isSuccess && (
        <p className="hint" role="status">
          The history is deleted.
        </p>
      )}
      {isAsking && (
        <Confirm
          title={`Delete ${whose} history?`}
          action="Delete it"
          isPending={forget.isPending}
          error={forget.error}
          onConfirm={() => forget.mutate()}
          onClose={() => setAsking(false)}
        >
          All that was watched and downloaded until now stands without a name from then on, and films begin at
          their start. This can’t be taken back.
        </Confirm>
      )}
    </section>
  );
}
