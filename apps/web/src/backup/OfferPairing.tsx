import { generatePairing } from '@hearth/contracts';
import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { Complaint } from '../design/Complaint.tsx';
import { request } from '../session/request.ts';

/** For who signed in with a password: as a paired device its photos get a folder of their own, and are recognised. */
export function OfferPairing() {
  const [, navigate] = useLocation();
  const pair = useMutation({
    mutationFn: () => request(generatePairing, { body: { role: 'editor' } }),
    onSuccess: ({ token }) => navigate(`/pair#${token}`),
  });
  return (
    <section className="panel" aria-labelledby="offer">
      <h2 id="offer">Is this device yours?</h2>
      <p className="hint">
        Pair it, and it stays in without a password, and its photos get a folder of their own, sorted by
        month. Or send files just so, into a folder that you name.
      </p>
      <Complaint error={pair.error} />
      <div>
        <button type="button" className="button" disabled={pair.isPending} onClick={() => pair.mutate()}>
          Pair this device
        </button>
      </div>
    </section>
  );
}
