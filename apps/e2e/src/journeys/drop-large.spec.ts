import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DropHouse, savedHash } from '../house/drop-house.ts';
import { START_TIMEOUT_MS } from '../house/house.ts';
import { makeLargeFile, requireRoom } from '../media/make-large-file.ts';

// Only for what hangs: how fast it goes is for `bench drop-large` to say.
jest.setTimeout(3_600_000);

const TWO_GIB = 2 * 1024 ** 3;
/** At the sender, in the receiver's browser, and once more where it is saved; and room to work. */
const COPIES = 3.5;

let drops: DropHouse;

beforeAll(async () => {
  drops = await DropHouse.start();
}, START_TIMEOUT_MS);
afterAll(async () => {
  await drops?.empty();
  await drops?.stop();
});

describe('handing over a file that fits into no memory', () => {
  it('brings 2 GiB from disk to disk, and what is saved is what was sent', async () => {
    requireRoom(drops.house.stack.folder, COPIES * TWO_GIB);
    const path = drops.pathOf('film.bin');
    const sent = await makeLargeFile(path, TWO_GIB);
    const [anna, ben] = [await drops.comeHomeOnDisk('Anna'), await drops.comeHomeOnDisk('Ben')];
    await anna.goBy('Direct only');
    await anna.send('Ben', path);
    await ben.accept();
    await ben.card('done').or(ben.card('failed')).waitFor({ timeout: 0 });
    // Read from the disk by this process, which knows nothing of what the pages say of it.
    expect(await savedHash(ben)).toBe(sent);
    await anna.card('done').waitFor({ timeout: 0 });
  });
});
