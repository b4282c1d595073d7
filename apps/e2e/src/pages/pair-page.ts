import type { Page } from 'playwright-core';

/** Where a phone comes in. */
export function pairPage(page: Page) {
  return {
    title: page.getByRole('heading', { level: 1 }),
    name: page.getByRole('textbox', { name: 'Name of this device' }),
    code: page.getByRole('textbox', { name: 'Code' }),
    joinButton: page.getByRole('button', { name: 'Join' }),
    async typeCode(code: string): Promise<void> {
      await this.code.fill(code);
      await page.getByRole('button', { name: 'Go on' }).click();
    },
    async join(name: string): Promise<void> {
      await this.name.fill(name);
      await this.joinButton.click();
      await page.getByRole('navigation', { name: 'Main' }).waitFor();
    },
  };
}
