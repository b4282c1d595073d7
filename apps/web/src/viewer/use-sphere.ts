import type { FileSummary } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { signedInFetch } from '../session/request.ts';
import { isSphere, mayBeSphere, SPHERE_HEAD_BYTES } from './find-sphere.ts';

/** Whether a picture is a whole sphere, by its first bytes; those of another shape are not asked for. */
export function useSphere(
  { id, mimeType, width, height }: Pick<FileSummary, 'id' | 'mimeType' | 'width' | 'height'>,
  original: string | undefined,
): boolean {
  const { data } = useQuery({
    queryKey: ['sphere', id],
    queryFn: async ({ signal }) => {
      const answer = await signedInFetch(original ?? '', {
        headers: { range: `bytes=0-${SPHERE_HEAD_BYTES - 1}` },
        signal,
      });
      if (!answer.ok) throw new Error('The picture could not be read.');
      return isSphere(new TextDecoder('latin1').decode(await answer.arrayBuffer()));
    },
    enabled: original !== undefined && mayBeSphere(mimeType, width ?? 0, height ?? 0),
    staleTime: Infinity,
  });
  return data === true;
}
