import type { Take, TakeManifest } from '@hearth/contracts';
import { filmTimeOfFrame } from '../takes/synced-films.ts';

interface Visit {
  readonly device: number;
  readonly group: number;
  readonly frame: number;
  readonly film: HTMLVideoElement;
}

export interface Walk {
  readonly take: Take;
  readonly manifest: TakeManifest;
  /** Every how manieth moment. */
  readonly every: number;
  readonly signal: AbortSignal;
  readonly visit: (visit: Visit) => Promise<void> | void;
  /** 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** Shows every frame of a take, one after another, in films of its own. Throws when `signal` says so. */
export async function walkFrames({ take, manifest, every, signal, visit, onProgress }: Walk): Promise<void> {
  const total = manifest.devices.length * manifest.groups.length;
  for (const [device, { id }] of manifest.devices.entries()) {
    const file = take.files.find(({ deviceId }) => deviceId === id);
    if (file?.id == null) continue;
    const film = document.createElement('video');
    film.muted = true;
    film.preload = 'auto';
    film.src = `/api/files/${file.id}/stream`;
    await once(film, 'loadeddata');
    for (let group = 0; group < manifest.groups.length; group += every) {
      signal.throwIfAborted();
      const frame = manifest.groups[group]?.[1][device];
      const at = filmTimeOfFrame(manifest, device, group);
      if (frame === null || frame === undefined || at === undefined) continue;
      const seeked = once(film, 'seeked');
      film.currentTime = at;
      await seeked;
      await visit({ device, group, frame, film });
      onProgress((device * manifest.groups.length + group) / total);
    }
    film.removeAttribute('src');
    film.load();
  }
}

function once(film: HTMLVideoElement, event: 'loadeddata' | 'seeked'): Promise<void> {
  return new Promise((resolve, reject) => {
    film.addEventListener(event, () => resolve(), { once: true });
    film.addEventListener('error', () => reject(new Error('A film of this take can’t be played here.')), {
      once: true,
    });
  });
}
