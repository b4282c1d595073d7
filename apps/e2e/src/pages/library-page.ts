import type { Locator, Page } from 'playwright-core';
import type { ImageElement } from '../browser/page-elements.ts';

export function libraryPage(page: Page) {
  return {
    navigation: page.getByRole('navigation', { name: 'Main' }),
    emptyFace: page.getByRole('heading', { name: 'Drop something in' }),
    files: page.getByRole('group', { name: 'Files' }),
    tiles: page.getByRole('group', { name: 'Files' }).getByRole('link'),
    /** Tiles are named by kind, file name, duration and date. */
    tile: (name: string): Locator => page.getByRole('group', { name: 'Files' }).getByRole('link', { name }),
    /** The picture inside a tile once it is there and drawn. */
    async waitForPicture(name: string): Promise<void> {
      const picture = this.tile(name).locator('img');
      await picture.waitFor();
      await page.waitForFunction(
        (image) =>
          (image as unknown as ImageElement).complete && (image as unknown as ImageElement).naturalWidth > 0,
        await picture.elementHandle(),
      );
    },
    /** By the bar or the rail; on a phone some pages are reached from More. */
    async goTo(place: 'Library' | 'Search' | 'Insight' | 'More'): Promise<void> {
      const link = this.navigation.getByRole('link', { name: place });
      if (!(await link.isVisible())) {
        await this.navigation.getByRole('link', { name: 'More' }).click();
        await this.morePages.getByRole('link', { name: place }).click();
      } else await link.click();
    },
    morePages: page.getByRole('navigation', { name: 'More pages' }),
  };
}
