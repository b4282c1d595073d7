import type { changeShare, RequestOf, Share } from '@hearth/contracts';
import { Complaint } from '../design/Complaint.tsx';
import { countOf } from '../design/format.ts';
import { LIFETIMES, USES } from './share-choices.ts';
import styles from './SharesPage.module.css';
import sheet from './ShareSheet.module.css';

export type ShareChange = RequestOf<typeof changeShare>['body'];

interface ChangeShareFormProps {
  readonly share: Share;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onChange: (change: ShareChange) => void;
  readonly onEnd: () => void;
  readonly onClose: () => void;
}

const KEEP = 'keep';

/** Other limits of a link. What is left as it is stays. */
export function ChangeShareForm({ share, isPending, error, onChange, onEnd, onClose }: ChangeShareFormProps) {
  const { label, maxUses, hasPassword } = share;
  return (
    <form
      className={styles.part}
      onSubmit={(event) => {
        event.preventDefault();
        const change = readChange(new FormData(event.currentTarget), share);
        if (Object.keys(change).length === 0) onClose();
        else onChange(change);
      }}
    >
      <label className="label">
        Name
        <input className="field" name="label" maxLength={100} autoComplete="off" defaultValue={label ?? ''} />
      </label>
      <div className={sheet.pair}>
        <label className="label">
          Ends
          <select className="field" name="expiresIn" defaultValue={KEEP}>
            <option value={KEEP}>As it is</option>
            {LIFETIMES.map((lifetime) => (
              <option key={lifetime.value} value={lifetime.value}>
                {lifetime.label} from now
              </option>
            ))}
          </select>
        </label>
        <label className="label">
          Can be opened
          <select className="field" name="maxUses" defaultValue={KEEP}>
            <option value={KEEP}>
              {maxUses === null ? 'As often as they like' : `${countOf(maxUses, 'time')} in all`}
            </option>
            {USES.filter(({ value }) => value !== String(maxUses ?? '')).map((uses) => (
              <option key={uses.value} value={uses.value}>
                {uses.value === '' ? uses.label : `${countOf(Number(uses.value), 'time')} in all`}
              </option>
            ))}
          </select>
        </label>
      </div>
      <label className="label">
        {hasPassword ? 'Another password' : 'A password'}
        <input
          className="field"
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={4}
          maxLength={200}
          placeholder={hasPassword ? 'It has one' : 'None'}
        />
      </label>
      {hasPassword && (
        <label className={sheet.check}>
          <input type="checkbox" name="noPassword" />
          <span>Take the password off</span>
        </label>
      )}
      <Complaint error={error} />
      <div className="choices">
        <button type="button" className="button button-danger" onClick={onEnd}>
          End the link
        </button>
        <button type="submit" className="button button-primary" disabled={isPending}>
          Save
        </button>
      </div>
    </form>
  );
}

function readChange(form: FormData, share: Share): ShareChange {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const [label, expiresIn, maxUses, password] = [
    text('label'),
    text('expiresIn'),
    text('maxUses'),
    text('password'),
  ];
  return {
    ...(label !== (share.label ?? '') && { label: label === '' ? null : label }),
    ...(expiresIn !== KEEP && { expiresIn }),
    ...(maxUses !== KEEP && { maxUses: maxUses === '' ? null : Number(maxUses) }),
    ...(form.get('noPassword') !== null ? { password: null } : password !== '' && { password }),
  };
}
