import type { Page } from 'playwright-core';

export function backupPage(page: Page) {
  const progress = page.getByRole('region', { name: 'Progress' });
  const files = page.getByRole('region', { name: 'Files' });
  return {
    progress,
    shared: page.getByRole('region', { name: /^Send .* home/ }),
    synced: page.getByRole('region', { name: 'Last synced' }),
    file: (name: string) => files.getByRole('listitem').filter({ hasText: name }),
    pick: (paths: string[]) => page.locator('input[type=file]').setInputFiles(paths),
    press: (button: string | RegExp) => progress.getByRole('button', { name: button }).click(),
  };
}
