import { describe, expect, it } from '@jest/globals';
import { resolveInBook } from './book-path.ts';

describe('a reference in a book leads', () => {
  it.each([
    ['OEBPS/text/ch1.xhtml', 'ch2.xhtml', 'OEBPS/text/ch2.xhtml', ''],
    ['OEBPS/text/ch1.xhtml', '../img/a%20b.png', 'OEBPS/img/a b.png', ''],
    ['OEBPS/text/ch1.xhtml', './ch2.xhtml#note-1', 'OEBPS/text/ch2.xhtml', 'note-1'],
    ['OEBPS/text/ch1.xhtml', '#here', 'OEBPS/text/ch1.xhtml', 'here'],
    ['OEBPS/text/ch1.xhtml', '/cover.jpg', 'cover.jpg', ''],
    ['ch1.xhtml', '../../../etc/passwd', 'etc/passwd', ''],
    ['ch1.xhtml', 'bad%escape.png', 'bad%escape.png', ''],
    ['a/b.xhtml', 'c.xhtml?x=1#y', 'a/c.xhtml', 'y'],
  ])('from %s by %s to %s at "%s"', (from, reference, path, fragment) => {
    expect(resolveInBook(from, reference)).toEqual({ path, fragment });
  });

  it.each(['https://example.com/a.png', '//example.com/a.png', 'javascript:alert(1)', ' data:text/html,x'])(
    'out of it by %s',
    (reference) => {
      expect(resolveInBook('a.xhtml', reference)).toBeUndefined();
    },
  );
});
