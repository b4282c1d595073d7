import type { Page } from 'playwright-core';

/** Where somebody of the house makes links, and looks after them. */
export class SharesPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** In the sheet that asks for what the link shall be like. */
  async makeLink(name: string, fill?: (page: Page) => Promise<void>): Promise<string> {
    await this.page.getByLabel('Name (your guests see it)').fill(name);
    await fill?.(this.page);
    await this.page.getByRole('button', { name: 'Make the link' }).click();
    const address = await this.page.getByRole('dialog').locator('output').innerText();
    await this.page.getByRole('button', { name: 'Done' }).click();
    return new URL(address).pathname;
  }

  async look(name: string): Promise<void> {
    await this.page.getByRole('button', { name: `Look at ${name}` }).click();
    await this.page.getByText('Who opened it').waitFor();
  }

  async end(name: string): Promise<void> {
    await this.look(name);
    await this.page.getByRole('button', { name: 'End the link' }).click();
    await this.page.getByRole('button', { name: 'End it now' }).click();
    await this.page.getByText('Nobody sees anything through it any more').waitFor();
  }
}

/** What a guest sees who was sent an address. */
export class GuestPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  tile(name: string) {
    return this.page.locator('main [data-file]').filter({ hasText: name });
  }

  /** Ids of the files that are to be seen. */
  async fileIds(): Promise<string[]> {
    const tiles = await this.page.locator('main [data-file]').all();
    return Promise.all(tiles.map(async (tile) => (await tile.getAttribute('data-file')) ?? ''));
  }

  /** What a request from this page is answered. */
  ask(path: string, init: { method?: string; body?: string } = {}): Promise<number> {
    return this.page.evaluate(
      async ([url, options]) => (await fetch(url as string, options as RequestInit)).status,
      [path, { ...init, headers: { 'content-type': 'application/json' } }] as const,
    );
  }

  async bring(paths: readonly string[]): Promise<void> {
    await this.page.getByLabel('Photos and videos to add').setInputFiles([...paths]);
  }
}
