import { History } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { forgetRecent, readRecent } from './recent-searches.ts';
import styles from './RecentSearches.module.css';
import { addressOfSearch } from './search-filter.ts';

/** What was looked for before, and what can be. */
export function RecentSearches() {
  const [recent, setRecent] = useState(() => readRecent());
  return (
    <div className={styles.recent}>
      {recent.length > 0 && (
        <section aria-labelledby="recent">
          <div className={styles.heading}>
            <h2 id="recent">Recent searches</h2>
            <button
              type="button"
              className="button"
              onClick={() => {
                forgetRecent();
                setRecent([]);
              }}
            >
              Forget them
            </button>
          </div>
          <ul>
            {recent.map((words) => (
              <li key={words}>
                <Link className={styles.words} href={addressOfSearch({ query: words })} replace>
                  <History size={18} aria-hidden />
                  <bdi>{words}</bdi>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className={styles.hint}>
        Names, folders, tags, cameras, titles and artists are searched, and months and years such as “May
        2024”. A slip of the finger is forgiven.
      </p>
    </div>
  );
}
