import { calibrateTake, type Take, type TakeId } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Complaint } from '../../design/Complaint.tsx';
import { formatExactly } from '../../design/format.ts';
import { request } from '../../session/request.ts';
import { useTakes } from '../takes/use-takes.ts';
import { findCalibratedLike } from './calibrated-like.ts';

/** Takes the cameras over from another take of the same phones, where they stood as they stand now. */
export function EarlierCameras({ take }: { readonly take: Take }) {
  const queries = useQueryClient();
  const takes = useTakes();
  const borrow = useMutation({
    mutationFn: (fromTakeId: TakeId) =>
      request(calibrateTake, { params: { id: take.id }, body: { fromTakeId } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['capture', 'take', take.id] }),
  });
  const earlier = findCalibratedLike(take, takes.data?.pages.flatMap(({ items }) => items) ?? []);
  if (earlier.length === 0) return null;
  return (
    <>
      <label className="label">
        Do the phones stand as they stood in another take?
        <select
          className="field"
          value=""
          disabled={borrow.isPending}
          onChange={({ currentTarget }) => borrow.mutate(currentTarget.value as TakeId)}
        >
          <option value="" disabled>
            Use its cameras…
          </option>
          {earlier.map(({ id, label, startedAt }) => (
            <option key={id} value={id}>
              {label}, {formatExactly(startedAt)}
            </option>
          ))}
        </select>
      </label>
      <Complaint error={borrow.error} />
    </>
  );
}
