import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { findBarriers } from '../browser/accessibility.ts';
import { openBrowser, visit, type Visit } from '../browser/browser.ts';
import { startHouse, type House } from '../house/house.ts';
import { waitUntil } from '../house/wait-until.ts';
import { libraryPage } from '../pages/library-page.ts';
import { peoplePage } from '../pages/people-page.ts';
import { signInPage } from '../pages/sign-in-page.ts';

jest.setTimeout(300_000);

const BEN = { username: 'Ben', password: 'a window to the sea' };

describe('the admin looks after people', () => {
  let house: House;
  let browser: Browser;
  let pc: Visit;
  let phone: Visit;

  const expectNoBarriers = async ({ page }: Visit) => expect(await findBarriers(page)).toEqual([]);
  /** How soon is printed, not asserted: it is up to the machine. */
  const expectBenOut = async (since: number) => {
    await signInPage(phone.page).submit.waitFor();
    process.stderr.write(`out after ${Date.now() - since} ms\n`);
  };
  const signBenIn = async (password: string) => {
    await signInPage(phone.page).signIn({ ...BEN, password });
    await libraryPage(phone.page).navigation.waitFor();
  };

  beforeAll(async () => {
    house = await startHouse();
    browser = await openBrowser();
    pc = await visit(browser, { url: house.url, screen: 'desktop', theme: 'light' });
    phone = await visit(browser, { url: house.url, screen: 'phone', theme: 'dark' });
    await pc.page.goto('/people');
    await signInPage(pc.page).signIn(house.admin);
    await peoplePage(pc.page).heading.waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await house?.stop();
  });

  it('adds somebody, who can sign in', async () => {
    await peoplePage(pc.page).add(BEN);
    await expectNoBarriers(pc);
    await phone.page.goto('/people');
    await signBenIn(BEN.password);
    await phone.page.getByRole('heading', { name: 'This page is for admins' }).waitFor();
    await libraryPage(phone.page).goTo('More');
    await libraryPage(phone.page).morePages.getByRole('link', { name: 'My sign-ins' }).waitFor();
    expect(await libraryPage(phone.page).morePages.getByRole('link', { name: 'Insight' }).count()).toBe(0);
  });

  it('says that a name is taken, and keeps what was typed', async () => {
    const people = peoplePage(pc.page);
    await pc.page.getByRole('button', { name: 'Add', exact: true }).click();
    await people.dialog.getByRole('textbox', { name: 'Name' }).fill(BEN.username);
    await people.dialog.getByLabel(/^Password/).fill('something else');
    await people.press('Add');
    await people.dialog.getByText('Somebody has this name already.').waitFor();
    await expectNoBarriers(pc);
    await people.press('Cancel');
  });

  it('gives another role, which an open page has at once', async () => {
    const people = peoplePage(pc.page);
    await people.change(BEN.username);
    await people.choose('Editor');
    await people.press('Save');
    await libraryPage(phone.page).morePages.getByRole('link', { name: 'Insight' }).waitFor();
    await people
      .person(BEN.username)
      .getByText(/Editor/)
      .waitFor();
  });

  it('does not take the last admin’s role away', async () => {
    const people = peoplePage(pc.page);
    await people.change(house.admin.username);
    await people.choose('Viewer');
    await people.press('Save');
    await people.dialog.getByText('The hub needs one admin at least.').waitFor();
    await people.press('Cancel');
  });

  it('ends a session of somebody', async () => {
    const people = peoplePage(pc.page);
    await people.change(BEN.username);
    await expectNoBarriers(pc);
    const endedAt = Date.now();
    await people.dialog.getByRole('button', { name: /^End the session on/ }).click();
    await expectBenOut(endedAt);
    await people.dialog.getByText('Nowhere at the moment.').waitFor();
    await people.press('Cancel');
  });

  it('sets a new password, and the old one is worth nothing', async () => {
    await signBenIn(BEN.password);
    const people = peoplePage(pc.page);
    await people.change(BEN.username);
    await people.dialog.getByLabel(/^New password/).fill('another window');
    const setAt = Date.now();
    await people.press('Set this password');
    await expectBenOut(setAt);
    await people.press('Cancel');
    await signInPage(phone.page).signIn(BEN);
    await signInPage(phone.page).alert.waitFor();
    await signBenIn('another window');
  });

  it('tells two sign-ins by the same browser apart', async () => {
    const since = Math.floor(Date.now() / 1000);
    await waitUntil('it is another second', () => Math.floor(Date.now() / 1000) > since || undefined);
    const other = await visit(browser, { url: house.url, screen: 'desktop', theme: 'dark' });
    await other.page.goto('/');
    await signInPage(other.page).signIn({ ...BEN, password: 'another window' });
    await libraryPage(other.page).navigation.waitFor();
    const people = peoplePage(pc.page);
    await people.change(BEN.username);
    const sessions = people.dialog.getByRole('list', { name: 'Open sessions' });
    await sessions.getByRole('listitem').nth(1).waitFor();
    const rows = await sessions.getByRole('listitem').allInnerTexts();
    const ends = await sessions
      .getByRole('button')
      .evaluateAll((all) => all.map((button) => button.getAttribute('aria-label')));
    expect(rows).toHaveLength(2);
    expect([new Set(rows).size, new Set(ends).size]).toEqual([2, 2]);
    await people.press('Cancel');
    await other.context.close();
  });

  it('lets people change their own password, which ends their other sessions', async () => {
    const other = await visit(browser, { url: house.url, screen: 'desktop', theme: 'dark' });
    await other.page.goto('/sign-ins');
    await signInPage(other.page).signIn({ ...BEN, password: 'another window' });
    await other.page.getByRole('heading', { level: 1, name: 'My sign-ins' }).waitFor();
    await expectNoBarriers(other);
    await other.page.getByLabel('Current password').fill('not this one');
    await other.page.getByLabel(/^New password/).fill('a third window');
    await other.page.getByRole('button', { name: 'Change it' }).click();
    await other.page.getByText('The name or the password is wrong.').waitFor();
    await other.page.getByLabel('Current password').fill('another window');
    const changedAt = Date.now();
    await other.page.getByRole('button', { name: 'Change it' }).click();
    await other.page.getByText('Your new password holds from now on.').waitFor();
    await expectBenOut(changedAt);
    const sessions = other.page.getByRole('list', { name: 'Open sessions' }).getByRole('listitem');
    await waitUntil('this one alone is left', async () => (await sessions.count()) === 1);
    await other.context.close();
  });

  it('removes somebody, who is out within a moment', async () => {
    await signBenIn('a third window');
    const people = peoplePage(pc.page);
    await people.change(BEN.username);
    await people.press(`Remove ${BEN.username}`);
    const removedAt = Date.now();
    await people.press('Remove');
    await expectBenOut(removedAt);
    await people.person(BEN.username).waitFor({ state: 'detached' });
    await signInPage(phone.page).signIn({ ...BEN, password: 'a third window' });
    await signInPage(phone.page).alert.waitFor();
  });

  it('made no page script throw', () => {
    expect([...pc.complaints, ...phone.complaints]).toEqual([]);
  });
});
