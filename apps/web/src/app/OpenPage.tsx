import { Suspense } from 'react';
import type { FoundRoute } from './routes.ts';
import { useTitle } from '../page/use-title.ts';

/** A page that asks for no sign-in, alone. */
export function OpenPage({ route, params }: FoundRoute) {
  useTitle(route.title);
  return (
    <Suspense fallback={<div className="opening" />}>
      <route.page params={params} />
    </Suspense>
  );
}
