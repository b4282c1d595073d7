import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds that would really stop somebody; one line each, with the elements. */
export async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run({ resultTypes: ['violations'] }),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join(', ')})`,
    );
}

/** The landmarks that lead a screen reader through a page. */
export async function countLandmarks(page: Page): Promise<{ main: number; h1: number }> {
  const visible = async (role: 'main' | 'heading') =>
    page.getByRole(role, role === 'heading' ? { level: 1 } : {}).count();
  return { main: await visible('main'), h1: await visible('heading') };
}
