import { createShare, type AlbumId, type FileId } from '@hearth/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Sheet } from '../design/Sheet.tsx';
import { SheetForm } from '../design/SheetForm.tsx';
import { request } from '../session/request.ts';
import { NewLink } from './NewLink.tsx';
import { DEFAULT_LIFETIME, LIFETIMES, USES } from './share-choices.ts';
import { SHARES_KEY } from './use-shares.ts';
import styles from './ShareSheet.module.css';

/** What is shared: certain files, a folder, an album; none of them where guests may only bring something. */
export interface Shareable {
  readonly fileIds?: readonly FileId[];
  readonly folder?: string;
  readonly albumId?: AlbumId;
}

interface ShareSheetProps {
  readonly title: string;
  readonly of: Shareable;
  readonly onClose: () => void;
}

/** Makes a link for people without an account, and shows it once. */
export function ShareSheet({ title, of, onClose }: ShareSheetProps) {
  const client = useQueryClient();
  const isOnlyForBringing = of.fileIds === undefined && of.folder === undefined && of.albumId === undefined;
  const making = useMutation({
    mutationFn: (form: FormData) => {
      const [label, password, uses] = ['label', 'password', 'uses'].map((name) =>
        String(form.get(name) ?? '').trim(),
      );
      return request(createShare, {
        body: {
          ...(of.fileIds && { fileIds: [...of.fileIds] }),
          ...(of.folder !== undefined && { folder: of.folder }),
          ...(of.albumId !== undefined && { albumId: of.albumId }),
          expiresIn: String(form.get('expiresIn')),
          allowUpload: isOnlyForBringing || form.get('allowUpload') !== null,
          ...(label && { label }),
          ...(password && { password }),
          ...(uses && { maxUses: Number(uses) }),
          isModerated: form.get('isModerated') !== null,
        },
      });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: SHARES_KEY }),
  });
  if (making.data) {
    return (
      <Sheet title="Here is the link" onClose={onClose}>
        <NewLink link={making.data} onClose={onClose} />
      </Sheet>
    );
  }
  return (
    <Sheet title={title} onClose={onClose}>
      <SheetForm
        action={making.isPending ? 'Making it…' : 'Make the link'}
        isPending={making.isPending}
        error={making.error}
        onSubmit={(form) => making.mutate(form)}
        onClose={onClose}
      >
        <p className="hint">
          {isOnlyForBringing
            ? 'Whoever has the link can add photos and videos, without an account.'
            : 'Whoever has the link can look, play and download, without an account. They see nothing else.'}
        </p>
        <label className="label">
          Name (your guests see it)
          <input className="field" name="label" maxLength={100} autoComplete="off" />
        </label>
        <div className={styles.pair}>
          <label className="label">
            Ends after
            <select className="field" name="expiresIn" defaultValue={DEFAULT_LIFETIME}>
              {LIFETIMES.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <label className="label">
            Can be opened
            <select className="field" name="uses" defaultValue="">
              {USES.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        </div>
        <label className="label">
          Password (if you like)
          <input
            className="field"
            name="password"
            type="password"
            autoComplete="new-password"
            minLength={4}
            maxLength={200}
          />
        </label>
        {isOnlyForBringing && (
          <label className={styles.check}>
            <input type="checkbox" name="isModerated" />
            <span>
              Look at them first
              <span className="hint">The wall shows only what you said yes to.</span>
            </span>
          </label>
        )}
        {!isOnlyForBringing && (
          <label className={styles.check}>
            <input type="checkbox" name="allowUpload" />
            <span>
              They may add photos and videos
              <span className="hint">What comes from them lies in its own folder, under Guests.</span>
            </span>
          </label>
        )}
      </SheetForm>
    </Sheet>
  );
}
