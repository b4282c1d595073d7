import { sendUntilThere } from '../backup/send-until-there.ts';
import { backoffMs } from '../live/backoff.ts';
import type { DropRoom } from './drop-room.ts';
import { safePath } from './manifest.ts';
import type { TransferView } from './transfer.ts';

const FOLDER = 'From Drop';

/** Brings what came into the library, by the same way as everything else. */
export async function keepInLibrary(
  view: TransferView,
  room: DropRoom,
  deviceId: string | null,
): Promise<void> {
  const { sendFile } = await import('../backup/send-file.ts');
  const fileAt = room.filesOf(view.id);
  for (const [index, { path, type, modifiedAtMs }] of view.manifest.files.entries()) {
    const blob = await fileAt(index);
    const parts = safePath(path);
    const name = parts.pop() ?? 'file';
    const file = new File([blob], name, { type, lastModified: modifiedAtMs });
    const item = {
      ...{ id: `${view.id} ${index}`, name, mimeType: type, sizeBytes: file.size, state: 'waiting' as const },
      modifiedAt: new Date(modifiedAtMs).toISOString(),
      folder: [FOLDER, ...parts].join('/'),
    };
    await sendUntilThere(
      ({ uploadUrl, ...attempt }) =>
        sendFile({ ...item, uploadUrl } as never, file, {
          ...attempt,
          deviceId,
          signal: new AbortController().signal,
        }),
      (attempt) => new Promise((resolve) => setTimeout(resolve, backoffMs(attempt))),
    );
  }
}
