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
  /** 1 where nothing else names the page. */
  readonly level?: 1 | 2;
}

/** What stands where content would: empty, failed, not allowed, not found. */
export function Face({ icon: Icon, title, children, actions, urgent = false, level = 2 }: FaceProps) {
  const Heading = `h${level}` as const;
  return (
    <div className={styles.face} role={urgent ? 'alert' : undefined}>
      <span className={styles.icon}>
        <Icon size={32} strokeWidth={1.75} aria-hidden />
      </span>
      <Heading className={styles.title}>{title}</Heading>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
