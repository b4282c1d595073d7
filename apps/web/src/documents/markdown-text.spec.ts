import { describe, expect, it } from '@jest/globals';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { MarkdownText } from './MarkdownText.tsx';

const drawn = (text: string) => renderToStaticMarkup(createElement(MarkdownText, { text }));

describe('Markdown of a stranger', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)><iframe src="https://elsewhere.example/"></iframe></svg>',
    'a <b onclick="alert(1)">b</b> c',
    '- <style>*{display:none}</style>',
    '> <a href="javascript:alert(1)">press</a>',
    '| <script>x</script> |\n| --- |\n| <img src=x> |',
    '[press](javascript:alert(1))',
    '[press](<java\nscript:alert(1)>)',
    '[press][there]\n\n[there]: data:text/html,<script>alert(1)</script>',
    '<javascript:alert(1)>',
    '![far](https://elsewhere.example/a.png "title")',
    '![far](javascript:alert(1))',
    '# <script>alert(1)</script>',
    '```html\n<script>alert(1)</script>\n```',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
  ])('%s runs nothing and loads nothing', (text) => {
    const html = drawn(text);
    expect(html).not.toMatch(/<(script|img|svg|iframe|style|object|embed|link|base|form)\b/i);
    expect(html).not.toMatch(/<[^>]+\s(on\w+|style|src|srcset)=/i);
    expect(html).not.toMatch(/href="(?!https?:|mailto:)/i);
  });

  it('shows tags as they were typed, and leads to the web', () => {
    expect(drawn('<b>loud</b> [web](https://hearth.example/)')).toBe(
      '<p>&lt;b&gt;loud&lt;/b&gt; <a href="https://hearth.example/" target="_blank" rel="noreferrer noopener">web</a></p>',
    );
  });
});
