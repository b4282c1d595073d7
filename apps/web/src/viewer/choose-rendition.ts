import { decidePlayback, type FileDetail, type PlaybackClient, type Rendition } from '@hearth/contracts';

/**
 * Which of what a file can be had as this browser plays; where `isSaving`, the smaller form of what it plays as it is. What nobody knows
 * anything of is tried as it is.
 */
export function chooseRendition(
  { codecs, renditions }: Pick<FileDetail, 'codecs' | 'renditions'>,
  client: PlaybackClient,
  isSaving: boolean,
): Rendition {
  if (!renditions.includes('hls') || !codecs) return 'original';
  return decidePlayback(codecs, client).mode === 'direct' && !isSaving ? 'original' : 'hls';
}
