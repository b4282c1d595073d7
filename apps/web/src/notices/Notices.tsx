import { X } from 'lucide-react';
import styles from './Notices.module.css';
import { hideNotice, useNotices } from './notices.ts';

interface NoticesProps {
  /** Called when a button of one was pressed, which goes with it and takes the focus along. */
  readonly onPressed?: () => void;
}

/** What was just done, with Undo; said by a screen reader as it comes. */
export function Notices({ onPressed }: NoticesProps) {
  const notices = useNotices();
  return (
    <div className={styles.notices} role="status">
      {notices.map(({ id, text, isFailure, action }) => (
        <div key={id} className={styles.notice} data-failure={isFailure}>
          <span>{text}</span>
          {action && (
            <button
              type="button"
              className={styles.action}
              onClick={() => {
                hideNotice(id);
                action.run();
                onPressed?.();
              }}
            >
              {action.label}
            </button>
          )}
          <button
            type="button"
            className="icon-button"
            aria-label="Dismiss"
            onClick={() => {
              hideNotice(id);
              onPressed?.();
            }}
          >
            <X size={18} aria-hidden />
          </button>
        </div>
      ))}
    </div>
  );
}
