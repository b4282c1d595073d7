import { listPlaces, timeline } from '@hearth/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FILES_KEY } from '../files/use-files.ts';
import { request } from '../session/request.ts';
import { boxAround, writeBox, type MapView, type Size } from '../ground/map-view.ts';

export const ON_MAP = { type: 'image,video', state: 'ready' } as const;
export const WORLD = '-180,-90,180,90';

/** From a year's first day to its last, or any time. */
export function timeOfYear(year: string | undefined) {
  return year === undefined ? {} : { from: `${year}-01-01`, to: `${year}-12-31` };
}

/** What there is around the part of the map that is looked at. */
export function usePlaces(
  view: MapView,
  size: Size,
  { year, isWanted }: { readonly year: string | undefined; readonly isWanted: boolean },
) {
  const query = {
    ...ON_MAP,
    ...timeOfYear(year),
    bbox: writeBox(boxAround(view, size)),
    zoom: Math.floor(view.zoom),
  };
  return useQuery({
    queryKey: [...FILES_KEY, 'places', query],
    queryFn: () => request(listPlaces, { query }),
    enabled: size.width > 0 && isWanted,
    placeholderData: keepPreviousData,
  });
}

/** All places of the world at once, coarsely: where to begin. */
export function useWholeMap(year: string | undefined) {
  const query = { ...ON_MAP, ...timeOfYear(year), bbox: WORLD, zoom: 2 };
  return useQuery({
    queryKey: [...FILES_KEY, 'places', query],
    queryFn: () => request(listPlaces, { query }),
  });
}

/** Years with photos that have a position, the newest first; asked for once the map itself is there. */
export function useYears(isWanted: boolean): readonly string[] {
  const query = { ...ON_MAP, bbox: WORLD };
  const { data } = useQuery({
    queryKey: [...FILES_KEY, 'timeline', query],
    queryFn: () => request(timeline, { query }),
    enabled: isWanted,
  });
  return [...new Set(data?.months.map(({ month }) => month.slice(0, 4)))];
}

/** How many photos there are in a part of the map, which no cluster may tell: one that an address leads to, say. */
export function usePhotosIn(box: string, year: string | undefined, isWanted: boolean): number | undefined {
  const query = { ...ON_MAP, ...timeOfYear(year), bbox: box };
  const { data } = useQuery({
    queryKey: [...FILES_KEY, 'timeline', query],
    queryFn: () => request(timeline, { query }),
    enabled: isWanted,
  });
  return data?.months.reduce((sum, { count }) => sum + count, 0);
}
