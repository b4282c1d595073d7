import { getFile } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { request } from '../session/request.ts';

/** Everything known of one file. */
export function useFile(id: string, isWanted = true) {
  return useQuery({
    queryKey: ['file', id],
    queryFn: () => request(getFile, { params: { id } }),
    enabled: isWanted,
  });
}
