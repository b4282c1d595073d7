import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  DropHouse,
  halfWay,
  kill,
  LONG,
  openAnother,
  PAUSE_ONCE_BEGUN,
  readOn,
  readsNoFurtherThan,
  savedHash,
} from '../house/drop-house.ts';
import { START_TIMEOUT_MS } from '../house/house.ts';
import { waitUntil } from '../house/wait-until.ts';
import { signInPage } from '../pages/sign-in-page.ts';

jest.setTimeout(600_000);

let drops: DropHouse;

beforeAll(async () => {
  drops = await DropHouse.start();
}, START_TIMEOUT_MS);
afterEach(() => drops.empty());
afterAll(() => drops?.stop());

/** In the page: the folders of Drop on the browser's own disk. */
const KEPT_FOLDERS = `(async () => {
  const names = [];
  for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
  return names.filter((name) => name.startsWith('drop'));
})()`;

/** In the page: it has them as soon as they are let go, and for good. */
const TAKE_WHAT_DROP_HOLDS = `(async () => {
  const { held } = await navigator.locks.query();
  for (const { name } of held.filter(({ name }) => name.startsWith('hearth-drop')))
    void navigator.locks.request(name, () => new Promise(() => undefined));
})()`;

describe('what breaks off goes on', () => {
  it('when the page that receives is killed', async () => {
    const [anna, ben] = await Promise.all([
      drops.comeHome('Anna', readsNoFurtherThan(40_000_000)),
      drops.comeHome('Ben'),
    ]);
    const { path, sha256 } = drops.makeFile('resumed.bin', 60_000_000);
    await anna.send('Ben', path);
    await ben.accept();
    await halfWay(ben);
    const again = await kill(ben.page);
    await readOn(anna);
    await again.card('done').waitFor(LONG);
    // What came whole is still there as well.
    await again.page.reload();
    await again.card('done').waitFor(LONG);
    const clear = () => again.page.getByRole('button', { name: 'Take resumed.bin' }).click();
    expect(await savedHash(again, clear)).toBe(sha256);
    const sentAgain = await anna.card('done').getAttribute('data-sent-again');
    expect(Number(sentAgain)).toBeLessThanOrEqual(4 * 1024 ** 2);
  });

  it('when the disk of who receives is full, once there is room', async () => {
    const [anna, ben] = await Promise.all([drops.comeHome('Anna'), drops.comeHome('Ben')]);
    const { path, sha256 } = drops.makeFile('no-room.bin', 30_000_000);
    const protocol = await ben.page.context().newCDPSession(ben.page);
    const leave = (room: { quotaSize?: number }) =>
      protocol.send('Storage.overrideQuotaForOrigin', { origin: drops.house.url, ...room });
    await anna.send('Ben', path);
    await Promise.all([anna.page.evaluate(PAUSE_ONCE_BEGUN), ben.accept()]);
    await ben.page.getByText('Paused by Anna').waitFor(LONG);
    await leave({ quotaSize: 20_000_000 });
    await anna.page.getByRole('button', { name: 'Go on' }).click(LONG);
    await ben.page.getByText('There is no room left on this device.', { exact: false }).waitFor(LONG);
    await anna.page.getByText('Paused by Ben').waitFor(LONG);
    await leave({});
    await ben.page.getByRole('button', { name: 'Go on' }).click(LONG);
    await ben.card('done').waitFor(LONG);
    expect(await savedHash(ben)).toBe(sha256);
  });

  it('in another tab that is opened meanwhile, and in the first one when that is closed', async () => {
    const [anna, ben] = await Promise.all([drops.comeHome('Anna'), drops.comeHome('Ben')]);
    const { path, sha256 } = drops.makeFile('two-tabs.bin', 30_000_000);
    await anna.send('Ben', path);
    await Promise.all([anna.page.evaluate(PAUSE_ONCE_BEGUN), ben.accept()]);
    await ben.page.getByText('Paused by Anna').waitFor(LONG);
    const other = await openAnother(ben.page.context());
    await other.page.getByText('Paused by Anna').waitFor(LONG);
    await ben.page.getByText('It goes on in another window of this browser.').waitFor(LONG);
    await other.page.close();
    await ben.page.getByText('Paused by Anna').waitFor(LONG);
    await anna.page.getByRole('button', { name: 'Go on' }).click(LONG);
    await ben.card('done').waitFor(LONG);
    expect(await savedHash(ben)).toBe(sha256);
  });

  it('in another tab after one that hangs and lets go of nothing, once that is closed', async () => {
    const [anna, ben] = await Promise.all([drops.comeHome('Anna'), drops.comeHome('Ben')]);
    const { path, sha256 } = drops.makeFile('hung.bin', 30_000_000);
    await anna.send('Ben', path);
    await Promise.all([anna.page.evaluate(PAUSE_ONCE_BEGUN), ben.accept()]);
    await ben.page.getByText('Paused by Anna').waitFor(LONG);
    const hung = await openAnother(ben.page.context(), '/more');
    await hung.page.evaluate(TAKE_WHAT_DROP_HOLDS);
    await ben.page.close();
    const other = await openAnother(hung.page.context());
    const goOn = other.page.getByRole('button', { name: 'Go on here' });
    await goOn.waitFor(LONG);
    await other.page.getByText('Another window of this browser has it', { exact: false }).waitFor(LONG);
    await hung.page.close();
    await goOn.click();
    await other.page.getByText('Paused by Anna').waitFor(LONG);
    await anna.page.getByRole('button', { name: 'Go on' }).click(LONG);
    await other.card('done').waitFor(LONG);
    expect(await savedHash(other)).toBe(sha256);
  });

  it('not when somebody has signed out in another tab: nothing of it stays', async () => {
    const [anna, ben] = await Promise.all([drops.comeHome('Anna'), drops.comeHome('Ben')]);
    await anna.send('Ben', drops.makeFile('forgotten.bin', 30_000_000).path);
    await Promise.all([anna.page.evaluate(PAUSE_ONCE_BEGUN), ben.accept()]);
    await ben.page.getByText('Paused by Anna').waitFor(LONG);
    const other = await openAnother(ben.page.context(), '/more');
    expect(await other.page.evaluate(KEPT_FOLDERS)).toEqual(['drop']);
    await other.page.getByRole('button', { name: 'Sign out' }).click(LONG);
    await signInPage(other.page).signIn(drops.house.admin);
    await waitUntil('all of it is gone', async () => {
      const folders = (await other.page.evaluate(KEPT_FOLDERS)) as string[];
      return !folders.includes('drop');
    });
  });

  it('when the gateway is killed', async () => {
    const [anna, ben] = await Promise.all([
      drops.comeHome('Anna', readsNoFurtherThan(40_000_000)),
      drops.comeHome('Ben'),
    ]);
    const { path, sha256 } = drops.makeFile('survives.bin', 60_000_000);
    await anna.goBy('Fast');
    await anna.send('Ben', path);
    await ben.accept();
    await halfWay(ben, 0.1);
    const pid = drops.house.stack.pidOf('gateway');
    drops.house.stack.kill('gateway');
    await drops.house.stack.waitForRestart('gateway', pid);
    await readOn(anna);
    await ben.card('done').waitFor(LONG);
    expect(await savedHash(ben)).toBe(sha256);
  });

  it('when somebody has paused it, and when the network of one is cut and comes back', async () => {
    const [anna, ben] = await Promise.all([drops.comeHome('Anna'), drops.comeHome('Ben')]);
    const { path, sha256 } = drops.makeFile('cut.bin', 60_000_000);
    await anna.goBy('Fast');
    await anna.send('Ben', path);
    // The page itself waits for its moment: from here it would come too late on a machine that has nothing else to do.
    await Promise.all([anna.page.evaluate(PAUSE_ONCE_BEGUN), ben.accept()]);
    await ben.page.getByText('Paused by Anna').waitFor(LONG);
    expect(await ben.page.getByRole('button', { name: 'Go on' }).count()).toBe(0);
    await anna.page.getByRole('button', { name: 'Go on' }).click(LONG);
    await ben.page.context().setOffline(true);
    await ben.page.context().setOffline(false);
    await ben.card('done').waitFor(LONG);
    expect(await savedHash(ben)).toBe(sha256);
  });
});
