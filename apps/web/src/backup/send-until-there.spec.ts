import { describe, expect, it } from '@jest/globals';
import { SendError } from './send-error.ts';
import { sendUntilThere } from './send-until-there.ts';

const MEBIBYTE = 1024 ** 2;
const noPause = () => Promise.resolve();
const cut = () => new SendError({ status: undefined, code: undefined, message: undefined });

/** A link that drops whenever it has carried so much; what is complete of a piece stays at the hub. */
function makeLink(mebibytes: number, dropsAfter: number) {
  const [pieces, urls]: [number[], (string | undefined)[]] = [[], []];
  let there = 0;
  const send: Parameters<typeof sendUntilThere<string>>[0] = (attempt) => {
    const piece = attempt.pieceBytes / MEBIBYTE;
    pieces.push(piece);
    urls.push(attempt.uploadUrl);
    attempt.onUrl('/api/uploads/1');
    if (mebibytes - there <= dropsAfter) return Promise.resolve('stored');
    attempt.onProgress((there + dropsAfter) * MEBIBYTE);
    there += Math.floor(dropsAfter / piece) * piece;
    return Promise.reject(cut());
  };
  return { send, pieces, urls };
}

describe('a file that waits in no queue', () => {
  it('comes over a link that drops before a piece is through, from where it broke off', async () => {
    const { send, pieces, urls } = makeLink(12, 3);
    expect(await sendUntilThere(send, noPause)).toBe('stored');
    expect(pieces).toEqual([16, 8, 4, 2, 1, 1, 1, 1]);
    expect(urls).toEqual([undefined, ...Array(7).fill('/api/uploads/1')]);
  });

  it('is given up where nothing more arrives, each wait longer than the one before', async () => {
    const waits: number[] = [];
    const pause = (attempt: number) => Promise.resolve(void waits.push(attempt));
    const { send } = makeLink(12, 0.5);
    await expect(sendUntilThere(send, pause)).rejects.toBeInstanceOf(SendError);
    expect(waits).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('is not sent again where the hub refuses it', async () => {
    let times = 0;
    const send = () => {
      times += 1;
      return Promise.reject(new SendError({ status: 413, code: 'upload.too-large', message: 'too large' }));
    };
    await expect(sendUntilThere(send, noPause)).rejects.toThrow('too large');
    expect(times).toBe(1);
  });
});
