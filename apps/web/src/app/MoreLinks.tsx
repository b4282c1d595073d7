import { ChevronRight } from 'lucide-react';
import { Link } from 'wouter';
import { useSignedIn } from '../session/use-session.ts';
import styles from './MoreLinks.module.css';
import { entriesFor } from './routes.ts';

/** The pages that have no place in the bar; a desktop's rail has some of them. */
export function MoreLinks() {
  return (
    <nav className={styles.links} aria-label="More pages">
      {entriesFor(useSignedIn(), ['rail', 'more']).map((entry) => (
        <Link key={entry.href} href={entry.href} className={styles.link} data-in={entry.in}>
          <entry.icon size={20} aria-hidden />
          <span>{entry.label}</span>
          <ChevronRight size={18} aria-hidden />
        </Link>
      ))}
    </nav>
  );
}
