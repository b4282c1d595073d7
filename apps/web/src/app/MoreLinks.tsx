import { hasRole } from '@hearth/contracts';
import { ChevronRight, CloudUpload, KeyRound, Smartphone, UsersRound } from 'lucide-react';
import { Link } from 'wouter';
import { useSignedIn } from '../session/use-session.ts';
import styles from './MoreLinks.module.css';

const LINKS = [
  { href: '/backup', label: 'Phone backup', icon: CloudUpload, role: 'editor' },
  { href: '/devices', label: 'Devices', icon: Smartphone, role: 'editor' },
  { href: '/people', label: 'People', icon: UsersRound, role: 'admin' },
  { href: '/sign-ins', label: 'My sign-ins', icon: KeyRound, role: 'viewer' },
] as const;

/** The pages that have no place in the bar. */
export function MoreLinks() {
  const { role, deviceId } = useSignedIn();
  // A phone that may only look still finds there what others laid out for it.
  const isShown = ({ href, role: needed }: (typeof LINKS)[number]) =>
    hasRole(role, needed) || (href === '/backup' && deviceId !== null);
  return (
    <nav className={styles.links} aria-label="More pages">
      {LINKS.filter(isShown).map(({ href, label, icon: Icon }) => (
        <Link key={href} href={href} className={styles.link}>
          <Icon size={20} aria-hidden />
          <span>{label}</span>
          <ChevronRight size={18} aria-hidden />
        </Link>
      ))}
    </nav>
  );
}
