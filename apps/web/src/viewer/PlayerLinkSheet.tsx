import { createPlayerLink, type FileSummary } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { AddressSheet } from '../design/AddressSheet.tsx';
import { Complaint } from '../design/Complaint.tsx';
import { Sheet } from '../design/Sheet.tsx';
import { request } from '../session/request.ts';

interface PlayerLinkSheetProps {
  readonly file: FileSummary;
  readonly onClose: () => void;
}

const TITLE = 'For a TV or player';

/** An address for what cannot sign in: VLC, a television, a speaker. */
export function PlayerLinkSheet({ file, onClose }: PlayerLinkSheetProps) {
  const link = useQuery({
    queryKey: ['player-link', file.id],
    queryFn: () => request(createPlayerLink, { params: { id: file.id } }),
    // Each opening makes one anew: it ends by itself.
    ...{ gcTime: 0, staleTime: Infinity, retry: false },
  });
  if (link.data) {
    return (
      <AddressSheet
        title={TITLE}
        address={link.data.url}
        hint="Whoever has it can play this one file, for 6 hours or until you sign out here. A television that does not know this hub’s certificate may refuse it."
        onClose={onClose}
      />
    );
  }
  return (
    <Sheet title={TITLE} onClose={onClose}>
      <div className="form">
        {link.isPending ? <p className="hint">Making an address…</p> : <Complaint error={link.error} />}
        <div className="choices">
          <button type="button" className="button" onClick={onClose}>
            Close
          </button>
        </div>
      </div>
    </Sheet>
  );
}
