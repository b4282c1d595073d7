import type { PlannedColour } from './rendition-plan.js';

/** Where the white of common screens lies in HDR (ITU-R BT.2408), in cd/m². */
const HDR_WHITE_NITS = 203;

/** From the light and the colours of a cinema to those of a common screen. */
export function commonColour({ primaries, matrix, transfer, isHdr }: PlannedColour): string[] {
  const toLight = `zscale=pin=${primaries}:min=${matrix}:tin=${transfer}:t=linear:npl=${isHdr ? HDR_WHITE_NITS : 100}`;
  return [
    toLight,
    'format=gbrpf32le',
    'zscale=p=bt709',
    ...(isHdr ? ['tonemap=mobius:param=0.5:desat=0'] : []),
    'zscale=t=bt709:m=bt709:r=tv',
  ];
}
