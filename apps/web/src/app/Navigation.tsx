import { Link } from 'wouter';
import { useSignedIn } from '../session/use-session.ts';
import styles from './Navigation.module.css';
import { usePlace } from '../page/place.ts';
import { entriesFor } from './routes.ts';

/** A bar of five below on a phone; a rail with all of them on a desktop. */
export function Navigation() {
  const person = useSignedIn();
  const { path } = usePlace();
  const entries = entriesFor(person, ['bar', 'rail']);
  const more = entries.findLast(({ in: where }) => where === 'bar');
  const current = entries.find(({ route, covers }) => route.path.test(path) || covers?.test(path)) ?? more;
  return (
    <nav className={styles.navigation} aria-label="Main">
      <img className={styles.mark} src="/icon.svg" alt="" />
      <ul className={styles.places}>
        {entries.map((entry) => (
          <li key={entry.href} data-in={entry.in}>
            <Link
              className={styles.place}
              href={entry.href}
              aria-current={entry === current ? 'page' : undefined}
              data-over={entry === more && current?.in === 'rail'}
            >
              <entry.icon size={22} strokeWidth={1.9} aria-hidden />
              {entry.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
