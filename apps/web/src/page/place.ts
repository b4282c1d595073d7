import { createContext, use } from 'react';

/** Where somebody is: a page, and perhaps one file that is looked at over it. */
export interface Place {
  /** The page's path, also while a file is looked at over it. */
  readonly path: string;
  readonly viewedId: string | undefined;
  /** What the page's address asks for. */
  readonly search: URLSearchParams;
}

const VIEWED = /^\/photo\/([^/]+)\/?$/;
/** Holds the page beneath, in the address of a file that is looked at. */
const BENEATH = 'in';

/** Reads an address. `/photo/:id` lies over the photos, or over the page that `in` names. */
export function readPlace(pathname: string, searchParams: URLSearchParams): Place {
  const viewed = VIEWED.exec(pathname)?.[1];
  const search = new URLSearchParams(searchParams);
  if (viewed === undefined) return { path: withoutEnd(pathname), viewedId: undefined, search };
  const beneath = search.get(BENEATH);
  search.delete(BENEATH);
  // One slash: two would name another host.
  const isPath = beneath !== null && /^\/(?!\/|photo\/)/.test(beneath);
  return { path: isPath ? withoutEnd(beneath) : '/', viewedId: viewed, search };
}

/** The address of a page as it is without a file over it. */
export function addressOfPage({ path, search }: Pick<Place, 'path' | 'search'>): string {
  return search.size === 0 ? path : `${path}?${search}`;
}

/** The address of a file that is looked at over a page. */
export function addressOfFile({ path, search }: Pick<Place, 'path' | 'search'>, fileId: string): string {
  const params = new URLSearchParams(search);
  if (path !== '/') params.set(BENEATH, path);
  return params.size === 0 ? `/photo/${fileId}` : `/photo/${fileId}?${params}`;
}

function withoutEnd(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

export const PlaceContext = createContext<Place | undefined>(undefined);

export function usePlace(): Place {
  const place = use(PlaceContext);
  if (!place) throw new Error('shown outside of the house');
  return place;
}
