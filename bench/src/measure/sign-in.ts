import type { Page } from 'playwright-core';
import type { HouseUnderLoad } from './house-under-load.ts';

/** Signs in as the owner, and waits for the first photos. */
export async function signIn(page: Page, { stack }: HouseUnderLoad): Promise<void> {
  await page.goto('/');
  await page.getByRole('textbox', { name: 'Name' }).fill(stack.adminUsername);
  await page.getByLabel('Password', { exact: true }).fill(stack.adminPassword);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('main [data-file]').first().waitFor();
}
