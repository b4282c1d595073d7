import { zipSync, strToU8 } from 'fflate';

export interface BookPart {
  readonly title: string;
  /** What stands in the body, as XHTML. */
  readonly body: string;
}

/** An EPUB 3 with a cover picture beside its parts (`cover.jpg`, for them to show). */
export function makeBook(title: string, parts: readonly BookPart[], cover: Uint8Array): Uint8Array {
  const names = parts.map((_, index) => `part ${index + 1}.xhtml`);
  const page = (body: string) =>
    `<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>${body}</body></html>`;
  const items = names
    .map(
      (name, index) => `<item id="p${index}" href="${encodeURI(name)}" media-type="application/xhtml+xml"/>`,
    )
    .join('');
  return zipSync({
    mimetype: [strToU8('application/epub+zip'), { level: 0 }],
    'META-INF/container.xml': strToU8(
      '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    ),
    'OEBPS/book.opf': strToU8(
      `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">made</dc:identifier><dc:title>${title}</dc:title><dc:language>en</dc:language></metadata><manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="c" href="cover.jpg" media-type="image/jpeg" properties="cover-image"/>${items}</manifest><spine>${names.map((_, index) => `<itemref idref="p${index}"/>`).join('')}</spine></package>`,
    ),
    'OEBPS/nav.xhtml': strToU8(
      page(
        `<nav epub:type="toc"><ol>${names.map((name, index) => `<li><a href="${encodeURI(name)}">${parts[index]?.title}</a></li>`).join('')}</ol></nav>`,
      ),
    ),
    'OEBPS/cover.jpg': cover,
    ...Object.fromEntries(parts.map(({ body }, index) => [`OEBPS/${names[index]}`, strToU8(page(body))])),
  });
}
