import { currentShareFile, getFile, type FileDetail } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { request } from '../session/request.ts';
import { useIsGuest } from '../session/use-session.ts';

/** Everything known of one file. */
export function useFile(id: string, isWanted = true) {
  return useQuery({
    queryKey: ['file', id],
    queryFn: () => request(getFile, { params: { id } }),
    enabled: isWanted,
  });
}

type Playable = Pick<FileDetail, 'codecs' | 'renditions'>;

/** What a player must know of a file, for guests as well. */
export function usePlayable(id: string) {
  const isGuest = useIsGuest();
  return useQuery({
    queryKey: ['file', id],
    queryFn: (): Promise<Playable> =>
      isGuest ? request(currentShareFile, { params: { id } }) : request(getFile, { params: { id } }),
  });
}
