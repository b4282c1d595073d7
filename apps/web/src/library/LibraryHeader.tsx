import { hasRole } from '@hearth/contracts';
import { Plus, Search } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { usePlace } from '../page/place.ts';
import { useSignedIn } from '../session/use-session.ts';
import { useUploads } from '../upload/uploads.ts';
import styles from './LibraryHeader.module.css';
import { LIBRARY_SECTIONS } from './library-sections.ts';

/** The sections of the library, and what adds to it. */
export function LibraryHeader({ title }: { readonly title: string }) {
  const { path } = usePlace();
  const { role } = useSignedIn();
  const { choose } = useUploads();
  const sections = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const current = sections.current?.querySelector('[aria-current]');
    current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [path]);
  return (
    <header className={styles.header}>
      <h1 className="visually-hidden">{title}</h1>
      <nav className={styles.nav} aria-label="Library">
        <ul ref={sections} className={styles.sections}>
          {LIBRARY_SECTIONS.filter(({ access }) => hasRole(role, access)).map(({ href, label, isWithin }) => (
            <li key={href}>
              <Link
                href={href}
                className={styles.section}
                aria-current={path === href || (isWithin && path.startsWith(`${href}/`)) ? 'page' : undefined}
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Link href="/search" className={styles.search}>
        <Search size={18} aria-hidden />
        Search
        <kbd>/</kbd>
      </Link>
      {choose && (
        <button
          type="button"
          className="icon-button"
          aria-label="Add files"
          title="Add files"
          onClick={choose}
        >
          <Plus size={24} aria-hidden />
        </button>
      )}
    </header>
  );
}
