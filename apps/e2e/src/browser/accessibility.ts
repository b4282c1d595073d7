import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds that would really stop somebody; one line each, with the elements. */
export async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({
      resultTypes: ['violations'],
      // Off by default, as it is young; voice control needs it.
      rules: { 'label-content-name-mismatch': { enabled: true } },
    }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join(', ')})`,
    );
}

/** Headings of the first level and main landmarks, in the dialog when one is open, as then the rest is out of reach. */
export async function countLandmarks(page: Page): Promise<{ main: number; h1: number }> {
  const dialog = page.locator('dialog[open]');
  const isInDialog = (await dialog.count()) > 0;
  return {
    main: await page.locator('main').count(),
    h1: await (isInDialog ? dialog : page).locator('h1').count(),
  };
}
