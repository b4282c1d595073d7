import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { findBarriers } from '../browser/accessibility.ts';
import { openBrowser, visit } from '../browser/browser.ts';
import { hasShared, layDownShared } from '../browser/kept-files.ts';
import { START_TIMEOUT_MS, startHouse, type House } from '../house/house.ts';
import { waitUntil } from '../house/wait-until.ts';
import { DropPage } from '../pages/drop-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';

jest.setTimeout(600_000);

/** A busy machine hands over a few megabytes a second. */
const LONG = { timeout: 240_000 };

let house: House;
let browser: Browser;
let folder: string;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  house = await startHouse({ turn: true });
  browser = await openBrowser();
  folder = join(house.stack.folder, 'to-send');
  mkdirSync(folder);
}, START_TIMEOUT_MS);
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await house?.stop();
});

/** Somebody of the house, at /drop. */
async function comeHome(name: string, prepare?: string): Promise<DropPage> {
  const { page, context } = await visit(browser, { url: house.url, screen: 'desktop', theme: 'dark' });
  contexts.push(context);
  if (prepare !== undefined) await context.addInitScript(prepare);
  await page.goto('/drop');
  await signInPage(page).signIn(house.admin);
  const drop = new DropPage(page);
  await drop.rename(name);
  return drop;
}

/** Somebody who was sent an address. */
async function comeAsGuest(address: string): Promise<DropPage> {
  const { page, context } = await visit(browser, { url: house.url, screen: 'phone', theme: 'light' });
  contexts.push(context);
  await page.goto(address);
  return new DropPage(page);
}

function makeFile(name: string, bytes: number): { path: string; sha256: string } {
  const path = join(folder, name);
  const content = randomBytes(bytes);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return { path, sha256: createHash('sha256').update(content).digest('hex') };
}

async function savedHash(drop: DropPage, meanwhile?: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([
    drop.page.waitForEvent('download', LONG),
    drop.card('done').getByRole('button', { name: 'Save' }).click(),
  ]);
  await meanwhile?.();
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(await download.path())) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** As the system does with a page that takes too much memory. Gives a new one of the same browser. */
async function kill(page: Page): Promise<DropPage> {
  const context = page.context();
  const protocol = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash', LONG);
  // Nobody is left to answer.
  void protocol.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
  const anew = await context.newPage();
  await anew.goto('/drop');
  return new DropPage(anew);
}

/** How much of a transfer that runs has come, once it is more than this. */
async function halfWay(drop: DropPage, share = 0.2): Promise<void> {
  await waitUntil('some of it has come', async () => {
    const value = await drop.page.locator('progress').getAttribute('value');
    return Number(value) > share;
  });
}

const TURN_ONLY = `localStorage.setItem('hearth-drop-ice', 'relay')`;
const NO_ROOM = `navigator.storage.estimate = async () => ({ quota: 1000, usage: 0 });`;
/** Nobody can answer the dialogue in a test: what it gives is a file all the same. */
const PICKS_A_FILE = `globalThis.showSaveFilePicker = async () =>
  (await navigator.storage.getDirectory()).getFileHandle('picked', { create: true });`;
const HASH_OF_PICKED = `(async () => {
  const file = await (await (await navigator.storage.getDirectory()).getFileHandle('picked')).getFile();
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
})()`;
/** A page that shows one transfer pauses it as soon as some of it has gone. */
const PAUSE_ONCE_BEGUN = `new Promise((resolve, reject) => {
  const look = () => {
    const pause = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Pause');
    if (pause && document.querySelector('progress')?.value > 0) resolve(pause.click());
    else if (document.querySelector('article[data-state="done"]')) reject(new Error('it was over before'));
    else return;
    observer.disconnect();
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributes: true });
  look();
})`;
const NO_WEBRTC = `delete globalThis.RTCPeerConnection`;

describe('handing a file to a device beside', () => {
  it('straight from browser to browser, and both show the same digits', async () => {
    const [anna, ben] = await Promise.all([comeHome('Anna'), comeHome('Ben')]);
    const { path, sha256 } = makeFile('film.bin', 20_000_000);
    await anna.goBy('Direct only');
    await anna.send('Ben', path);
    await ben.accept();
    await ben.card('done').waitFor(LONG);
    await anna.card('done').waitFor(LONG);
    expect(await savedHash(ben)).toBe(sha256);
    const digits = async (drop: DropPage, name: string) =>
      /\d{3} \d{3}/.exec(await drop.device(name).innerText())?.[0];
    expect(await digits(anna, 'Ben')).toMatch(/\d/);
    expect(await digits(anna, 'Ben')).toBe(await digits(ben, 'Anna'));
    expect(await findBarriers(ben.page)).toEqual([]);
  });

  it('over the TURN server alone, which takes no expired credentials', async () => {
    const [anna, ben] = await Promise.all([comeHome('Anna', TURN_ONLY), comeHome('Ben', TURN_ONLY)]);
    await anna.goBy('Direct only');
    await anna.device('Ben').filter({ hasText: 'relayed by TURN' }).waitFor(LONG);
    const { path, sha256 } = makeFile('over-turn.bin', 3_000_000);
    await anna.send('Ben', path);
    await ben.accept();
    await ben.card('done').waitFor(LONG);
    expect(await savedHash(ben)).toBe(sha256);

    const secret = house.stack.secrets.turnSecret;
    const gather = (expirySec: number) => {
      const username = `${Math.floor(Date.now() / 1000) + expirySec}:test`;
      const credential = createHmac('sha1', secret).update(username).digest('base64');
      return anna.page.evaluate(gatherRelayed, {
        urls: `turn:127.0.0.1:${house.stack.turnPort}`,
        username,
        credential,
      });
    };
    expect(await gather(600)).toBeGreaterThan(0);
    expect(await gather(-60)).toBe(0);
  });

  it('through the hub, 100 MB of it, with the same hash at the end', async () => {
    const [anna, ben] = await Promise.all([comeHome('Anna'), comeHome('Ben')]);
    const { path, sha256 } = makeFile('large.bin', 100_000_000);
    await anna.goBy('Fast');
    await anna.send('Ben', path);
    await ben.accept();
    await ben.card('done').waitFor(LONG);
    expect(await savedHash(ben)).toBe(sha256);
  });

  it('without WebRTC by itself through the hub; and the way may change in the middle', async () => {
    const [anna, ben] = await Promise.all([comeHome('Anna'), comeHome('Ben')]);
    const { path, sha256 } = makeFile('two-ways.bin', 60_000_000);
    await anna.device('Ben').filter({ hasText: 'directly' }).waitFor(LONG);
    await anna.send('Ben', path);
    await ben.accept();
    await halfWay(ben);
    await anna.goBy('Fast');
    await anna.page.getByText(/To Ben, via the hub/).waitFor(LONG);
    await ben.card('done').waitFor(LONG);
    expect(await savedHash(ben)).toBe(sha256);

    const carl = await comeHome('Carl', NO_WEBRTC);
    await carl.device('Anna').filter({ hasText: 'via the hub' }).waitFor(LONG);
    await carl.sendWords('Anna', 'Dinner at eight');
    await anna.accept();
    await anna.page.getByText('Dinner at eight').waitFor(LONG);
  });

  it('a folder of 500 small files keeps its shape', async () => {
    const [anna, ben] = await Promise.all([comeHome('Anna'), comeHome('Ben')]);
    for (let n = 0; n < 500; n += 1) makeFile(`many/part ${n % 5}/file ${n}.txt`, n);
    await anna.sendFolder('Ben', join(folder, 'many'));
    await ben.page.getByText('many/part', { exact: false }).first().waitFor(LONG);
    await ben.accept();
    await ben.card('done').waitFor(LONG);
    await ben.page.getByText('500 files, 125 KB').first().waitFor();
    const saving = ben.page.waitForEvent('download', LONG);
    await ben.page.getByRole('button', { name: 'Save as ZIP' }).click();
    // In the midst of it: what is read already is still there.
    await ben.page.getByRole('button', { name: 'Take 500 files' }).click();
    const download = await saving;
    const saved = unzipSync(readFileSync(await download.path()));
    expect(Object.keys(saved)).toHaveLength(500);
    expect(saved['many/part 3/file 123.txt']).toHaveLength(123);
  });

  it('between three at once; what another app shared goes to whoever is chosen', async () => {
    const [anna, ben, carl] = await Promise.all(['Anna', 'Ben', 'Carl'].map((name) => comeHome(name)));
    if (!anna || !ben || !carl) throw new Error('somebody did not come');
    await layDownShared(anna.page, 'from the gallery.jpg');
    await anna.page.goto('/backup');
    await anna.page.getByRole('link', { name: 'Hand to a device' }).click();
    await anna.page.getByText('Choose who gets it.').waitFor(LONG);
    await anna.device('Ben').click(LONG);
    await ben.accept();
    await ben.page.getByText('from the gallery.jpg').first().waitFor(LONG);
    await waitUntil('it is not offered again', async () => !(await hasShared(anna.page)));

    const [toBen, toCarl] = [makeFile('three-1.bin', 4_000_000), makeFile('three-2.bin', 4_000_000)];
    await anna.send('Carl', toCarl.path);
    await carl.accept();
    await carl.send('Ben', toBen.path);
    await ben.accept();
    const [ofBen, ofCarl] = [ben, carl].map(({ page }) => page.locator('article[data-state=done]'));
    await ofCarl?.filter({ hasText: 'three-2.bin' }).filter({ hasText: 'From Anna' }).waitFor(LONG);
    await ofBen?.filter({ hasText: 'three-1.bin' }).filter({ hasText: 'From Carl' }).waitFor(LONG);
    await ofBen?.filter({ hasText: 'from the gallery.jpg' }).waitFor(LONG);
  });

  it('is written straight to a file where the browser has no room, and refused where there is no place', async () => {
    const [anna, ben] = await Promise.all([comeHome('Anna'), comeHome('Ben', NO_ROOM + PICKS_A_FILE)]);
    const { path, sha256 } = makeFile('straight.bin', 3_000_000);
    await anna.send('Ben', path);
    await ben.accept();
    await ben.card('done').waitFor(LONG);
    expect(await ben.page.getByRole('button', { name: 'Save', exact: true }).count()).toBe(0);
    expect(await ben.page.evaluate(HASH_OF_PICKED)).toBe(sha256);

    const carl = await comeHome('Carl', `${NO_ROOM} delete globalThis.showSaveFilePicker;`);
    const large = makeFile('large-and-empty.bin', 0);
    truncateSync(large.path, 300_000_000);
    await anna.send('Carl', large.path);
    await carl.accept();
    await carl.page.getByText('This browser has not enough room for it.', { exact: false }).waitFor(LONG);
    await anna.page.getByText('This browser has not enough room for it.', { exact: false }).waitFor(LONG);
  });

  it('is declined', async () => {
    const [anna, ben] = await Promise.all([comeHome('Anna'), comeHome('Ben')]);
    await anna.send('Ben', makeFile('unwanted.bin', 1_000).path);
    await ben.page.getByRole('button', { name: 'Decline' }).click(LONG);
    await anna.page.getByText('Ben declined').waitFor(LONG);
  });
});

describe('what breaks off goes on', () => {
  it('when the page that receives is killed', async () => {
    const [anna, ben] = await Promise.all([comeHome('Anna'), comeHome('Ben')]);
    const { path, sha256 } = makeFile('resumed.bin', 60_000_000);
    await anna.send('Ben', path);
    await ben.accept();
    await halfWay(ben);
    const again = await kill(ben.page);
    await again.card('done').waitFor(LONG);
    // What came whole is still there as well.
    await again.page.reload();
    await again.card('done').waitFor(LONG);
    const clear = () => again.page.getByRole('button', { name: 'Take resumed.bin' }).click();
    expect(await savedHash(again, clear)).toBe(sha256);
    const sentAgain = await anna.card('done').getAttribute('data-sent-again');
    expect(Number(sentAgain)).toBeLessThanOrEqual(4 * 1024 ** 2);
  });

  it('when the gateway is killed', async () => {
    const [anna, ben] = await Promise.all([comeHome('Anna'), comeHome('Ben')]);
    const { path, sha256 } = makeFile('survives.bin', 60_000_000);
    await anna.goBy('Fast');
    await anna.send('Ben', path);
    await ben.accept();
    await halfWay(ben, 0.1);
    const pid = house.stack.pidOf('gateway');
    house.stack.kill('gateway');
    await house.stack.waitForRestart('gateway', pid);
    await ben.card('done').waitFor(LONG);
    expect(await savedHash(ben)).toBe(sha256);
  });

  it('when somebody has paused it, and when the network of one is cut and comes back', async () => {
    const [anna, ben] = await Promise.all([comeHome('Anna'), comeHome('Ben')]);
    const { path, sha256 } = makeFile('cut.bin', 60_000_000);
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

describe('a drop for anyone', () => {
  it('is joined without an account, with its password, and with no wrong one', async () => {
    const anna = await comeHome('Anna');
    await anna.page.getByRole('button', { name: 'New drop' }).click();
    await anna.page.getByLabel('What it is for (if you like)').fill('Holiday pictures');
    await anna.page.getByLabel('A password (if you like)').fill('sea');
    await anna.page.getByRole('button', { name: 'Make it' }).click();
    const address = await anna.page.locator('output').innerText(LONG);
    expect(address).toMatch(/\/drop\/[0-9a-f-]{36}#[\w-]{43}$/);
    await anna.page.getByRole('button', { name: 'Go there' }).click();
    const guest = await comeAsGuest(new URL(address).pathname + new URL(address).hash);
    await guest.page.getByRole('heading', { name: 'Holiday pictures' }).waitFor(LONG);
    const join = async (password: string) => {
      await guest.page.getByLabel('The password of this drop').fill(password);
      await guest.page.getByRole('button', { name: 'Join' }).click();
    };
    await join('wrong');
    await guest.page.getByText('That is not the password.').waitFor(LONG);
    await join('sea');
    await guest.sendWords('Anna', 'Found it');
    await anna.accept();
    await anna.page.getByText('Found it').waitFor(LONG);
    expect(await findBarriers(guest.page)).toEqual([]);
  });

  it('is joined by six words that were read out', async () => {
    const anna = await comeHome('Anna');
    await anna.page.getByRole('button', { name: 'New drop' }).click();
    await anna.page.getByRole('button', { name: 'Make it' }).click();
    const shown = anna.page.getByRole('list', { name: 'The six words' }).getByRole('listitem');
    await shown.nth(5).waitFor(LONG);
    const words = await shown.allInnerTexts();
    expect(words).toHaveLength(6);
    await anna.page.getByRole('button', { name: 'Go there' }).click();
    const guest = await comeAsGuest('/');
    await guest.page.getByRole('link', { name: 'I was told six words' }).click();
    const type = async (text: string) => {
      await guest.page.getByLabel('The six words').fill(text);
      await guest.page.getByRole('button', { name: 'Join' }).click();
    };
    await type('there is no such thing');
    await guest.page.getByText('Not one of the words').waitFor(LONG);
    await type([...words].reverse().join(' '));
    await guest.page.getByText('No drop has these words.', { exact: false }).waitFor(LONG);
    expect(await findBarriers(guest.page)).toEqual([]);
    await type(words.map((word) => word.slice(0, 4).toUpperCase()).join('  '));
    await guest.sendWords('Anna', 'Heard it');
    await anna.accept();
    await anna.page.getByText('Heard it').waitFor(LONG);
  });

  it('says so when the key is missing, or the drop is over', async () => {
    const guest = await comeAsGuest('/drop/0198c0de-0000-7000-8000-000000000001');
    await guest.page.getByText('The end of the address is missing').waitFor(LONG);
    await guest.page.goto('about:blank');
    await guest.page.goto(`/drop/0198c0de-0000-7000-8000-000000000001#${'A'.repeat(43)}`);
    await guest.page.getByText('There is no such drop.', { exact: false }).waitFor(LONG);
  });
});

describe('a hub that lies', () => {
  it.each([
    [
      'changes what is said',
      `text.replace(/"sealed":"(.{40})(.)/, (_, head, one) => '"sealed":"' + head + (one === 'A' ? 'B' : 'A'))`,
    ],
    ['says things twice', `(seen = seen ?? text)`],
  ])('and %s is found out before anything goes over', async (_, change) => {
    await comeHome('Anna');
    // Stands between Ben and the hub: what comes to him is changed, as a hub could.
    const ben = await comeHome(
      'Ben',
      `{
        const Real = WebSocket;
        let seen;
        globalThis.WebSocket = class extends Real {
          set onmessage(take) {
            super.onmessage = (event) => {
              const isSignal = event.data.includes('"sealed"');
              const text = event.data;
              take(isSignal ? { data: ${change} } : event);
            };
          }
        };
        for (const name of ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED']) globalThis.WebSocket[name] = Real[name];
      }`,
    );
    await ben.page.getByText('Not safe', { exact: false }).waitFor(LONG);
    expect(await ben.page.getByRole('button', { name: /Not safe/ }).isDisabled()).toBe(true);
    expect(await ben.page.locator('article').count()).toBe(0);
  });
});

/** In the page: how many relayed addresses a TURN server gives for these credentials. */
async function gatherRelayed(server: object): Promise<number> {
  interface Connection {
    createDataChannel(name: string): void;
    setLocalDescription(): Promise<void>;
    onicecandidate: ((event: { candidate: { type: string } | null }) => void) | null;
    close(): void;
  }
  const { RTCPeerConnection } = globalThis as unknown as {
    RTCPeerConnection: new (options: object) => Connection;
  };
  const connection = new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: 'relay' });
  connection.createDataChannel('x');
  let found = 0;
  await new Promise<void>((resolve) => {
    connection.onicecandidate = ({ candidate }) => {
      if (candidate) found += candidate.type === 'relay' ? 1 : 0;
      else resolve();
    };
    void connection.setLocalDescription();
  });
  connection.close();
  return found;
}
