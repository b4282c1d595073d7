import type { Page } from 'playwright-core';

/** People, and the sheets over it. */
export function peoplePage(page: Page) {
  const dialog = page.getByRole('dialog').last();
  return {
    heading: page.getByRole('heading', { level: 1, name: 'People' }),
    dialog,
    person: (name: string) =>
      page.getByRole('list', { name: 'People' }).getByRole('listitem').filter({ hasText: name }),
    async add(person: { username: string; password: string }): Promise<void> {
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await dialog.getByRole('textbox', { name: 'Name' }).fill(person.username);
      await dialog.getByLabel(/^Password/).fill(person.password);
      await this.press('Add');
      await this.person(person.username).waitFor();
    },
    async change(name: string): Promise<void> {
      await page.getByRole('button', { name: `Change ${name}` }).click();
    },
    choose: (role: string) => dialog.getByText(role, { exact: true }).click(),
    press: (button: string) => dialog.getByRole('button', { name: button, exact: true }).click(),
  };
}
