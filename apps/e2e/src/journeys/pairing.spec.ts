import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { countLandmarks, findBarriers } from '../browser/accessibility.ts';
import { openBrowser, visit, type Visit } from '../browser/browser.ts';
import { rememberPlayers, stillPlaying } from '../browser/players.ts';
import { START_TIMEOUT_MS, startHouse, waitForFile, type House } from '../house/house.ts';
import { waitUntil } from '../house/wait-until.ts';
import { makePhoto } from '../media/make-photo.ts';
import { makeSong } from '../media/make-song.ts';
import { makeVideo } from '../media/make-video.ts';
import { devicesPage, type ShownInvitation } from '../pages/devices-page.ts';
import { libraryPage } from '../pages/library-page.ts';
import { pairPage } from '../pages/pair-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';
import { viewerPage } from '../pages/viewer-page.ts';

jest.setTimeout(300_000);

const PHOTO = 'harbour.jpg';
const FILM = 'boats.mp4';
describe('a phone joins by scanning a code', () => {
  let house: House;
  let browser: Browser;
  let pc: Visit;
  let phone: Visit;
  let invitation: ShownInvitation;
  const visits: Visit[] = [];

  const arrive = async (screen: 'phone' | 'desktop'): Promise<Visit> => {
    const theme = screen === 'phone' ? 'light' : 'dark';
    const arrived = await visit(browser, { url: house.url, screen, theme });
    visits.push(arrived);
    return arrived;
  };
  const expectNoBarriers = async ({ page }: Visit) => {
    expect(await findBarriers(page)).toEqual([]);
    expect((await countLandmarks(page)).main).toBe(1);
  };
  /** How soon is printed, not asserted: it is up to the machine. */
  const expectOut = async ({ page }: Visit, since: number) => {
    await signInPage(page).submit.waitFor();
    process.stderr.write(`out after ${Date.now() - since} ms\n`);
  };

  beforeAll(async () => {
    house = await startHouse();
    house.drop(PHOTO, await makePhoto({ seed: 3, width: 900, height: 600 }));
    await house.dropMade(FILM, (target) =>
      makeVideo(target, { durationSec: 120, width: 160, height: 90, isFaststart: true }),
    );
    await house.dropMade('Record/horn.mp3', (target) =>
      makeSong(target, { durationSec: 120, tags: { title: 'Horn', artist: 'The Tones', album: 'Fog' } }),
    );
    const client = await house.signIn();
    for (const name of [PHOTO, FILM, 'horn.mp3']) await waitForFile(client, name);
    browser = await openBrowser();
    pc = await arrive('desktop');
    await pc.page.goto('/devices');
    await signInPage(pc.page).signIn(house.admin);
    await devicesPage(pc.page).heading.waitFor();
  }, START_TIMEOUT_MS);
  afterAll(async () => {
    await browser?.close();
    await house?.stop();
  });

  it('shows what one joins, and lets one in with a name and a touch', async () => {
    invitation = await devicesPage(pc.page).invite();
    await expectNoBarriers(pc);
    phone = await arrive('phone');
    const startedAt = Date.now();
    await phone.page.goto(`/pair#${invitation.token}`);
    const pair = pairPage(phone.page);
    await pair.joinButton.waitFor();
    const invitedMs = Date.now() - startedAt;
    expect(await pair.title.innerText()).toBe('Join Hearth');
    await phone.page.getByText(house.admin.username).waitFor();
    expect(new URL(phone.page.url()).hash).toBe('');
    await expectNoBarriers(phone);
    await waitUntil('the phone has a name', async () => (await pair.name.inputValue()) !== '');
    const namedAt = Date.now();
    await pair.join('Anna’s phone');
    await libraryPage(phone.page).waitForPicture(PHOTO);
    process.stderr.write(
      `from the code to the first picture: ${invitedMs} ms to the name, ${Date.now() - namedAt} ms from there\n`,
    );
  });

  it('shows the phone on the PC at once', async () => {
    const devices = devicesPage(pc.page);
    await devices.joined('Anna’s phone').waitFor();
    await devices.press('Done');
    await devices
      .device('Anna’s phone')
      .getByText(/Online/)
      .waitFor();
    await expectNoBarriers(pc);
  });

  it('tells who comes with a used, a foreign or a wrong code what to do', async () => {
    const late = await arrive('phone');
    const pair = pairPage(late.page);
    await late.page.goto(`/pair#${invitation.token}`);
    await late.page.getByRole('heading', { name: 'This code was used already' }).waitFor();
    await expectNoBarriers(late);
    for (const token of ['x'.repeat(32), 'no-token-at-all']) {
      await late.page.goto('about:blank');
      await late.page.goto(`/pair#${token}`);
      await late.page.getByRole('heading', { name: 'This code isn’t from this hub' }).waitFor();
    }
    await late.page.getByRole('button', { name: 'Type another code' }).click();
    await pair.typeCode('12345');
    await late.page.getByText('A code has six digits.').waitFor();
    await expectNoBarriers(late);
  });

  it('knows a phone that is paired already', async () => {
    await phone.page.goto('/pair');
    await phone.page.getByRole('heading', { name: 'This device is paired already' }).waitFor();
    await phone.page.getByRole('link', { name: 'Open the library' }).click();
    await libraryPage(phone.page).tile(PHOTO).waitFor();
  });

  it('lets a phone in by its six digits, and out again by Undo', async () => {
    const devices = devicesPage(pc.page);
    const { code } = await devices.invite();
    const guest = await arrive('phone');
    await guest.page.goto('/pair');
    await pairPage(guest.page).typeCode(`${code.slice(0, 3)} ${code.slice(3)}`);
    await pairPage(guest.page).join('A guest');
    await devices.joined('A guest').waitFor();
    const undoneAt = Date.now();
    await devices.press('Undo');
    await devices.dialog.getByText('A guest is out again.').waitFor();
    await expectOut(guest, undoneAt);
    await devices.press('Done');
    await devices.device('A guest').waitFor({ state: 'detached' });
  });

  it('keeps a phone in by the key that never leaves it: a copied cookie opens nothing', async () => {
    const cookies = await phone.context.cookies();
    const copied = cookies.find(({ name }) => name === '__Host-hearth_refresh')?.value ?? '';
    const answer = await fetch(new URL('/api/auth/refresh', house.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refreshToken: copied }),
    });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'auth.proof-required' });
    await phone.context.clearCookies({ name: '__Host-hearth_access' });
    const [renewed] = await Promise.all([
      phone.page.waitForResponse((response) => response.url().endsWith('/api/auth/refresh')),
      phone.page.reload(),
    ]);
    expect(renewed.status()).toBe(200);
    await libraryPage(phone.page).tile(PHOTO).waitFor();
  });

  it('carries another role to the phone while it is open', async () => {
    const backupLink = libraryPage(phone.page).navigation.getByRole('link', { name: 'Backup' });
    await backupLink.waitFor();
    const devices = devicesPage(pc.page);
    await devices.change('Anna’s phone');
    await expectNoBarriers(pc);
    await devices.dialog.getByText('Look', { exact: true }).click();
    await devices.press('Save');
    await backupLink.waitFor({ state: 'detached' });
  });

  it('throws a phone out within a moment, says so on it, and nothing there plays on', async () => {
    const film = await phone.context.newPage();
    for (const page of [phone.page, film]) await page.addInitScript(rememberPlayers);
    await film.goto('/');
    await libraryPage(film).tile(FILM).click();
    await viewerPage(film, FILM).play.click();
    await viewerPage(film, FILM).waitUntilPlayedTo(1);
    await phone.page.goto('/music');
    await phone.page.getByRole('link', { name: /Fog/ }).click();
    await phone.page.getByRole('button', { name: 'Play', exact: true }).click();
    await phone.page.getByRole('button', { name: 'Pause music' }).waitFor();
    expect([await stillPlaying(phone.page), await stillPlaying(film)]).toEqual([1, 1]);
    const devices = devicesPage(pc.page);
    await devices.change('Anna’s phone');
    await devices.press('Sign out');
    const saidAt = Date.now();
    await devices.press('Sign it out');
    await expectOut(phone, saidAt);
    for (const page of [phone.page, film])
      await waitUntil('nothing plays', async () => (await stillPlaying(page)) === 0);
    await phone.page.getByText('“Anna’s phone” was signed out of this hub.').waitFor();
    await expectNoBarriers(phone);
    await devices
      .device('Anna’s phone')
      .getByText(/Signed out/)
      .waitFor();
  });

  it('made no page script throw', () => {
    expect(visits.flatMap(({ complaints }) => complaints)).toEqual([]);
  });
});
