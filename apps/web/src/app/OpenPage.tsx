import { Suspense } from 'react';
import type { FoundRoute } from './routes.ts';
import styles from './Entrance.module.css';
import { useTitle } from '../page/use-title.ts';

/** A page that asks for no sign-in, alone. */
export function OpenPage({ route, params }: FoundRoute) {
  useTitle(route.title);
  return (
    <Suspense fallback={<div className={styles.waiting} />}>
      <route.page params={params} />
    </Suspense>
  );
}
