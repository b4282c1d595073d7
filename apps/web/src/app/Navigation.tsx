import { hasRole } from '@hearth/contracts';
import { ChartNoAxesColumn, Ellipsis, Images, Search, type LucideIcon } from 'lucide-react';
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
const MORE: Place = { href: '/more', label: 'More', icon: Ellipsis };

export function Navigation() {
  const { role } = useSignedIn();
  const [path] = useLocation();
  const places = hasRole(role, 'editor') ? [LIBRARY, SEARCH, INSIGHT, MORE] : [LIBRARY, SEARCH, MORE];
  return (
    <nav className={styles.navigation} aria-label="Main">
      <img className={styles.mark} src="/icon.svg" alt="" />
      <ul className={styles.places}>
        {places.map(({ href, label, icon: Icon }) => (
          <li key={href}>
            <Link className={styles.place} href={href} aria-current={path === href ? 'page' : undefined}>
              <Icon size={22} strokeWidth={1.9} aria-hidden />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
