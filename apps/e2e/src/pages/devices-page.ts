import type { Page } from 'playwright-core';

export interface ShownInvitation {
  token: string;
  code: string;
}

/** Devices, and the sheets over it. */
export function devicesPage(page: Page) {
  const list = page.getByRole('list', { name: 'Paired devices' });
  const dialog = page.getByRole('dialog').last();
  return {
    heading: page.getByRole('heading', { level: 1, name: 'Devices' }),
    dialog,
    device: (name: string) => list.getByRole('listitem').filter({ hasText: name }),
    joined: (name: string) => dialog.getByText(`${name} joined.`),
    /** Opens the sheet with the code, as somebody does who wants a phone in; what is on it comes back. */
    async invite(): Promise<ShownInvitation> {
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.url().endsWith('/api/pairing/generate')),
        page.getByRole('button', { name: 'Pair a phone' }).click(),
      ]);
      await dialog.getByRole('img', { name: /code to scan/i }).waitFor();
      return (await answer.json()) as ShownInvitation;
    },
    async change(name: string): Promise<void> {
      await page.getByRole('button', { name: `Change ${name}` }).click();
    },
    press: (button: string) => dialog.getByRole('button', { name: button, exact: true }).click(),
  };
}
