import { spawnSync } from 'node:child_process';

export interface Video {
  durationSec: number;
  width?: number;
  height?: number;
  /** Whether the index stands before the media, so that playing can start with the first bytes. */
  isFaststart: boolean;
  /** A still to pan across; without it ffmpeg's test picture. */
  still?: string;
  createdAt?: string;
}

/** An H.264/AAC MP4 with a moving picture and a tone, written to `path`. */
export function makeVideo(path: string, video: Video): void {
  const { durationSec, width = 640, height = 360 } = video;
  const picture =
    video.still === undefined
      ? ['-f', 'lavfi', '-i', `testsrc2=size=${width}x${height}:rate=25`]
      : ['-loop', '1', '-framerate', '25', '-i', video.still];
  const pan =
    video.still === undefined
      ? []
      : [
          '-vf',
          `scale=${Math.round(width * 1.2)}:-2,crop=${width}:${height}:x='(iw-ow)*t/${durationSec}':y='(ih-oh)/2'`,
        ];
  const outcome = spawnSync(
    'ffmpeg',
    [
      ...[
        '-v',
        'error',
        '-nostdin',
        '-y',
        ...picture,
        '-f',
        'lavfi',
        '-i',
        'sine=frequency=330:sample_rate=44100',
      ],
      ...['-t', String(durationSec), ...pan, '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '23'],
      ...['-pix_fmt', 'yuv420p', '-g', '50', '-c:a', 'aac', '-b:a', '96k'],
      ...(video.createdAt === undefined ? [] : ['-metadata', `creation_time=${video.createdAt}`]),
      ...(video.isFaststart ? ['-movflags', '+faststart'] : []),
      path,
    ],
    { encoding: 'utf8' },
  );
  if (outcome.status !== 0) throw new Error(`ffmpeg: ${outcome.stderr || outcome.error?.message}`);
}
