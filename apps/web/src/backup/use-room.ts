import { uploadRoom } from '@hearth/contracts';
import { useQuery } from '@tanstack/react-query';
import { request } from '../session/request.ts';

const ASKED_AGAIN_MS = 15_000;

/** How much more the hub takes; asked again as long as files are on their way. */
export function useRoom({ isSending }: { readonly isSending: boolean }) {
  const { data } = useQuery({
    queryKey: ['upload-room'],
    queryFn: () => request(uploadRoom, {}),
    staleTime: 0,
    refetchInterval: isSending && ASKED_AGAIN_MS,
  });
  return data;
}
