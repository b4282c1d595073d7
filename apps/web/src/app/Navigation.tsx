import { hasRole } from '@hearth/contracts';
import { ChartNoAxesColumn, CloudUpload, Ellipsis, Images, Search, type LucideIcon } from 'lucide-react';
import { Link, useLocation } from 'wouter';
import { useSignedIn } from '../session/use-session.ts';
import styles from './Navigation.module.css';

interface Place {
  readonly href: string;
  readonly label: string;
  readonly icon: LucideIcon;
}

const LIBRARY: Place = { href: '/', label: 'Library', icon: Images };
const SEARCH: Place = { href: '/search', label: 'Search', icon: Search };
const INSIGHT: Place = { href: '/insight', label: 'Insight', icon: ChartNoAxesColumn };
const BACKUP: Place = { href: '/backup', label: 'Backup', icon: CloudUpload };
const MORE: Place = { href: '/more', label: 'More', icon: Ellipsis };

const REACHED_FROM_MORE = /^\/(?:backup|devices|people|sign-ins)$/;

export function Navigation() {
  const { role, deviceId } = useSignedIn();
  const [path] = useLocation();
  const isEditor = hasRole(role, 'editor');
  const places = [
    LIBRARY,
    SEARCH,
    // What a paired phone is for comes before the figures.
    ...(isEditor && deviceId !== null ? [BACKUP] : []),
    ...(isEditor ? [INSIGHT] : []),
    MORE,
  ];
  const current =
    places.find(({ href }) => href === path) ?? (REACHED_FROM_MORE.test(path) ? MORE : undefined);
  return (
    <nav className={styles.navigation} aria-label="Main">
      <img className={styles.mark} src="/icon.svg" alt="" />
      <ul className={styles.places}>
        {places.map(({ href, label, icon: Icon }) => (
          <li key={href}>
            <Link
              className={styles.place}
              href={href}
              aria-current={href === current?.href ? 'page' : undefined}
            >
              <Icon size={22} strokeWidth={1.9} aria-hidden />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
