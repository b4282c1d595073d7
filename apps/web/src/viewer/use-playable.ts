import { currentShareFile, getFile, type FileDetail } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { createContext, use } from 'react';
import { request } from '../session/request.ts';
import { useIsGuest } from '../session/use-session.ts';

type Playable = Pick<FileDetail, 'codecs' | 'renditions'> & Partial<Pick<FileDetail, 'playback'>>;

/** Set where files are played as they lie on this device: nobody has to be asked what they are. */
export const PlaysKeptContext = createContext(false);

const AS_IT_IS: Playable = { codecs: null, renditions: ['original'] };

/** What a player must know of a file, for guests as well. */
export function usePlayable(id: string) {
  const isGuest = useIsGuest();
  const isKept = use(PlaysKeptContext);
  return useQuery({
    queryKey: [isKept ? 'kept' : 'file', id],
    queryFn: (): Promise<Playable> =>
      isGuest ? request(currentShareFile, { params: { id } }) : request(getFile, { params: { id } }),
    enabled: !isKept,
    ...(isKept && { initialData: AS_IT_IS }),
  });
}
