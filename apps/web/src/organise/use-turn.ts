import {
  changeFile,
  composeOrientations,
  getFile,
  type FileSummary,
  type Orientation,
} from '@hearth/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { changeCached } from '../files/cached-files.ts';
import { showNotice } from '../notices/notices.ts';
import { request } from '../session/request.ts';

const QUARTERS = { right: 6, left: 8 } as const;
/** The hub makes turned pictures in a second or two; later the page hears of them by itself. */
const LOOKS = 20;
const LOOK_EVERY_MS = 500;

/** Turns a picture by a quarter, with Undo. The file itself stays as it is. */
export function useTurn() {
  const client = useQueryClient();
  return useCallback(
    async (file: FileSummary, way: keyof typeof QUARTERS): Promise<void> => {
      const { id } = file;
      const turnTo = async (orientation: Orientation | null) => {
        const before = (await request(getFile, { params: { id } })).turn;
        const wanted = await request(changeFile, { params: { id }, body: { orientation } });
        client.setQueryData(['file', id], wanted);
        for (let look = 0; look < LOOKS; look += 1) {
          await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
          const now = await request(getFile, { params: { id } });
          if (now.turn === before) continue;
          client.setQueryData(['file', id], now);
          changeCached(client, new Set([id]), (listed) => ({ ...listed, ...pictureOf(now) }));
          return;
        }
      };
      try {
        const { orientation } = await request(getFile, { params: { id } });
        const former = orientation ?? 1;
        const turning = turnTo(composeOrientations(former, QUARTERS[way]));
        showNotice(`Turned ${way}`, {
          action: { label: 'Undo', run: () => void turning.then(() => turnTo(former)).catch(complain) },
        });
        await turning;
      } catch (error) {
        complain(error);
      }
    },
    [client],
  );
}

/** What of a file changes by being turned. */
function pictureOf({ width, height, thumbnailUrl, previewUrl, thumbhash, turn }: FileSummary) {
  return { width, height, thumbnailUrl, previewUrl, thumbhash, turn };
}

function complain(error: unknown): void {
  showNotice(`That didn’t work. ${error instanceof Error ? error.message : ''}`, { isFailure: true });
}
