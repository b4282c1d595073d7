import { describe, expect, it } from '@jest/globals';
import { safeLink } from './safe-link.ts';

describe('a link of a document', () => {
  it.each([
    'https://example.org/a?b#c',
    'http://example.org',
    'mailto:anna@example.org',
    'HTTPS://EXAMPLE.ORG',
  ])('%s leads there', (href) => expect(safeLink(href)).toBe(href));
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:x',
    '/api/auth/logout',
    '//example.org',
    '#part',
  ])('%s leads nowhere', (href) => expect(safeLink(href)).toBeUndefined());
});
