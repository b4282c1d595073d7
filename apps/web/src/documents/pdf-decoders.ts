import jbig2Url from 'pdfjs-dist/wasm/jbig2.wasm?url';
import openJpegUrl from 'pdfjs-dist/wasm/openjpeg.wasm?url';

/** By the names that pdf.js asks for them: fax and JBIG2, which scanners write, and JPEG 2000. */
const DECODERS: Readonly<Record<string, string>> = { 'jbig2.wasm': jbig2Url, 'openjpeg.wasm': openJpegUrl };

/** Brings pdf.js the decoders of pictures that browsers have none for, once a document has such a picture. */
export class PdfDecoders {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const url = DECODERS[filename];
    if (url === undefined) throw new Error(`there is no ${filename}`);
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${filename} was answered with ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  }
}
