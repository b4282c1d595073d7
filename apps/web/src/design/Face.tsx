import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Face.module.css';

interface FaceProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Set for failures, so that a screen reader says them at once. */
  readonly urgent?: boolean;
}

/** What stands where content would: empty, failed, not allowed, not found. */
export function Face({ icon: Icon, title, children, actions, urgent = false }: FaceProps) {
  return (
    <div className={styles.face} role={urgent ? 'alert' : undefined}>
      <span className={styles.icon}>
        <Icon size={32} strokeWidth={1.75} aria-hidden />
      </span>
      <h2 className={styles.title}>{title}</h2>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
