import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createDropSession, endDropSession } from '@hearth/contracts';
import { randomBytes } from 'node:crypto';
import type { BrowserContext } from 'playwright-core';
import { findBarriers } from '../browser/accessibility.ts';
import { DropHouse, LONG, savedHash } from '../house/drop-house.ts';
import { START_TIMEOUT_MS } from '../house/house.ts';

jest.setTimeout(600_000);

let drops: DropHouse;

beforeAll(async () => {
  drops = await DropHouse.start();
}, START_TIMEOUT_MS);
afterEach(() => drops.empty());
afterAll(() => drops?.stop());

describe('a drop for anyone', () => {
  it('is joined without an account, with its password, and with no wrong one', async () => {
    const anna = await drops.comeHome('Anna');
    await anna.page.getByRole('button', { name: 'New drop' }).click();
    await anna.page.getByLabel('What it is for (if you like)').fill('Holiday pictures');
    await anna.page.getByLabel('A password (if you like)').fill('sea');
    await anna.page.getByRole('button', { name: 'Make it' }).click();
    const address = await anna.page.locator('output').innerText(LONG);
    expect(address).toMatch(/\/drop\/[0-9a-f-]{36}#[\w-]{43}$/);
    await anna.page.getByRole('button', { name: 'Go there' }).click();
    const guest = await drops.comeAsGuest(new URL(address).pathname + new URL(address).hash);
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
    const anna = await drops.comeHome('Anna');
    await anna.page.getByRole('button', { name: 'New drop' }).click();
    await anna.page.getByRole('button', { name: 'Make it' }).click();
    const shown = anna.page.getByRole('list', { name: 'The six words' }).getByRole('listitem');
    await shown.nth(5).waitFor(LONG);
    const words = await shown.allInnerTexts();
    expect(words).toHaveLength(6);
    await anna.page.getByRole('button', { name: 'Go there' }).click();
    const guest = await drops.comeAsGuest('/');
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

  it('leaves a guest what came, when it is over and the page was closed meanwhile', async () => {
    const client = await drops.house.signIn();
    const { sessionId, url } = await client.call(createDropSession, { body: {} });
    const address = new URL(url).pathname + '#' + randomBytes(32).toString('base64url');
    const anna = await drops.comeHome('Anna');
    await anna.page.goto(address);
    const guest = await drops.comeAsGuest(address);
    const { path, sha256 } = drops.makeFile('for-the-guest.bin', 1_000_000);
    const name = await guest.page.locator('strong').first().innerText();
    await anna.send(name, path);
    await guest.accept();
    await guest.card('done').waitFor(LONG);
    await client.call(endDropSession, { params: { sessionId } });
    await guest.page.getByRole('heading', { name: 'This drop is over' }).waitFor(LONG);
    expect(await savedHash(guest)).toBe(sha256);
    await guest.page.reload();
    await guest.page.getByRole('heading', { name: 'This drop is over' }).waitFor(LONG);
    expect(await savedHash(guest)).toBe(sha256);
    await guest.page.goto('about:blank');
    const other = await client.call(createDropSession, { body: {} });
    await guest.page.goto(new URL(other.url).pathname + new URL(address, url).hash);
    await guest.page.getByText('Nobody else is here yet', { exact: false }).waitFor(LONG);
    expect(await guest.card('done').count()).toBe(0);
  });

  it('says so when the key is missing, or the drop is over', async () => {
    const guest = await drops.comeAsGuest('/drop/0198c0de-0000-7000-8000-000000000001');
    await guest.page.getByText('The end of the address is missing').waitFor(LONG);
    await guest.page.goto('about:blank');
    await guest.page.goto(`/drop/0198c0de-0000-7000-8000-000000000001#${'A'.repeat(43)}`);
    await guest.page.getByText('There is no such drop.', { exact: false }).waitFor(LONG);
  });
});

interface Said {
  from: string;
  sealed: string;
}
/** What a hub makes of what it is to pass on. */
type Lie = (said: Said, tell: (said: Said) => void) => void;

/** Stands between one browser and the hub. */
function lyingHub(lie: Lie) {
  return (context: BrowserContext) =>
    context.routeWebSocket(/\/ws\/drop$/, (page) => {
      const hub = page.connectToServer();
      hub.onMessage((text) => {
        const said = JSON.parse(String(text)) as Said;
        if ('sealed' in said) lie(said, (one) => page.send(JSON.stringify(one)));
        else page.send(text);
      });
    });
}

/** Of each, the second comes first. */
function anotherOrder(): Lie {
  const held = new Map<string, Said>();
  const turned = new Set<string>();
  return (said, tell) => {
    const first = held.get(said.from);
    if (turned.has(said.from)) return tell(said);
    if (!first) return void held.set(said.from, said);
    turned.add(said.from);
    tell(said);
    tell(first);
  };
}

/** Once two are there. */
function anotherMouth(): Lie {
  const mouths = new Set<string>();
  return (said, tell) => {
    mouths.add(said.from);
    const other = [...mouths].find((mouth) => mouth !== said.from);
    tell({ ...said, from: other ?? said.from });
  };
}

const changed = (sealed: string) => sealed.slice(0, 40) + (sealed[40] === 'A' ? 'B' : 'A') + sealed.slice(41);

describe('a hub that lies', () => {
  it.each<[string, () => Lie]>([
    ['changes what is said', () => (said, tell) => tell({ ...said, sealed: changed(said.sealed) })],
    ['says things twice', () => (said, tell) => (tell(said), tell(said))],
    ['says things in another order', anotherOrder],
    ['says what one says in the name of another', anotherMouth],
  ])('and %s is found out before anything goes over', async (_, lie) => {
    await drops.comeHome('Anna');
    await drops.comeHome('Carl');
    const ben = await drops.comeHome('Ben', lyingHub(lie()));
    await ben.page.getByText('Not safe', { exact: false }).first().waitFor(LONG);
    expect(
      await ben.page
        .getByRole('button', { name: /Not safe/ })
        .first()
        .isDisabled(),
    ).toBe(true);
    expect(await ben.page.locator('article').count()).toBe(0);
  });
});
