import type { Page } from 'playwright-core';

export function insightPage(page: Page) {
  const popular = page.getByRole('region', { name: 'Popular' });
  const activity = page.getByRole('region', { name: 'Latest activity' });
  return {
    heading: page.getByRole('heading', { level: 1, name: 'Insight' }),
    popular,
    popularItem: (name: string) => popular.getByRole('listitem').filter({ hasText: name }),
    activity,
    activityItem: (name: string) => activity.getByRole('listitem').filter({ hasText: name }),
  };
}
