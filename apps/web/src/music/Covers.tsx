import type { LucideIcon } from 'lucide-react';
import { Link } from 'wouter';
import { visibleText } from '../design/visible-text.ts';
import styles from './Covers.module.css';

interface Cover {
  readonly key: string;
  readonly href: string;
  readonly coverUrl: string | null;
  readonly title: string;
  readonly about: string;
}

interface CoversProps {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly covers: readonly Cover[];
}

/** Records or people with their covers. */
export function Covers({ label, icon: Icon, covers }: CoversProps) {
  return (
    <ul className={styles.covers} aria-label={label}>
      {covers.map(({ key, href, coverUrl, title, about }) => (
        <li key={key}>
          <Link href={href} className={styles.cover}>
            <span className={styles.picture}>
              {coverUrl === null ? (
                <Icon size={40} strokeWidth={1.3} aria-hidden />
              ) : (
                <img src={coverUrl} alt="" loading="lazy" decoding="async" />
              )}
            </span>
            <bdi className={styles.title}>{visibleText(title)}</bdi>
            <bdi className={styles.about}>{visibleText(about)}</bdi>
          </Link>
        </li>
      ))}
    </ul>
  );
}
