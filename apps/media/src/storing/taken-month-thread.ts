import exifr from 'exifr';
import { parentPort } from 'node:worker_threads';

/** Answers the time in a picture's EXIF as it is written there, or null. */
parentPort?.on('message', (path: string) => {
  exifr
    .parse(path, {
      pick: ['DateTimeOriginal', 'CreateDate'],
      reviveValues: false,
      xmp: false,
      icc: false,
      iptc: false,
    })
    .then((tags: Record<string, unknown> | undefined) => tags?.['DateTimeOriginal'] ?? tags?.['CreateDate'])
    .catch(() => undefined)
    .then((time) => parentPort?.postMessage(typeof time === 'string' ? time : null));
});
