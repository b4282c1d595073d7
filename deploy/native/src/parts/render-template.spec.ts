import { describe, expect, it } from '@jest/globals';
import { renderTemplate } from './render-template.ts';

describe('a template', () => {
  it('has its names filled in and nginx’s own variables left alone', () => {
    const template = 'root "${HEARTH_WEB_FOLDER}"; try_files $uri ${OTHER} /index.html;';
    expect(renderTemplate(template, { HEARTH_WEB_FOLDER: '/srv/$1 web' })).toBe(
      'root "/srv/$1 web"; try_files $uri ${OTHER} /index.html;',
    );
  });
});
