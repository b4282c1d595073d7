import type { Page } from 'playwright-core';

export function signInPage(page: Page) {
  return {
    heading: page.getByRole('heading', { level: 1 }),
    name: page.getByRole('textbox', { name: 'Name' }),
    password: page.getByLabel('Password', { exact: true }),
    submit: page.getByRole('button', { name: 'Sign in' }),
    alert: page.getByRole('alert'),
    async signIn({ username, password }: { username: string; password: string }): Promise<void> {
      await this.name.fill(username);
      await this.password.fill(password);
      await this.submit.click();
    },
  };
}
