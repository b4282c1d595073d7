import type { Locator, Page } from 'playwright-core';

/** The page at /drop, or that of a drop somebody was invited to. */
export class DropPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The device of this name, once it can be chosen. */
  device(name: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^${name}`) });
  }

  async rename(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Change this device’s name' }).click();
    await this.page.getByLabel('What others see').fill(name);
    await this.page.getByRole('button', { name: 'Keep' }).click();
  }

  async send(device: string, files: string | string[]): Promise<void> {
    await this.open(device);
    await this.page.locator('[data-drop=files]').setInputFiles(files);
  }

  async sendFolder(device: string, folder: string): Promise<void> {
    await this.open(device);
    await this.page.locator('[data-drop=folder]').setInputFiles(folder);
  }

  async sendWords(device: string, words: string): Promise<void> {
    await this.open(device);
    await this.page.getByLabel('Or a few words').fill(words);
    await this.page.getByRole('button', { name: 'Send the words' }).click();
  }

  async accept(): Promise<void> {
    await this.page.getByRole('button', { name: 'Accept' }).click({ timeout: 60_000 });
  }

  /** `auto`, `hub` or `direct`. */
  async goBy(way: 'Best' | 'Fast' | 'Direct only'): Promise<void> {
    const details = this.page.locator('details', { hasText: 'Which way' });
    if ((await details.getAttribute('open')) === null) await details.locator('summary').click();
    await this.page.locator('label', { hasText: way }).click();
  }

  /** The card of a transfer in this state. */
  card(state: string): Locator {
    return this.page.locator(`article[data-state=${state}]`);
  }

  private async open(device: string): Promise<void> {
    await this.device(device).click({ timeout: 60_000 });
  }
}
