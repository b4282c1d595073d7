/** A black square as a fax: 64 rows of which each is like the one before (ITU-T T.6: V0, a single bit). */
const FAX =
  'q 100 0 0 100 60 260 cm BI /W 64 /H 64 /BPC 1 /CS /G /F [/AHx /CCF] /DP [null << /K -1 /Columns 64 /Rows 64 /BlackIs1 true >>] ID ffffffffffffffff> EI Q';

/** A PDF with a page for each word, below a square that was scanned, as small as PDF 1.4 allows. */
export function makePdf(words: readonly string[]): string {
  const pageAt = (index: number) => 4 + index * 2;
  const bodies = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${words.length} /Kids [${words.map((_, index) => `${pageAt(index)} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...words.flatMap((word, index) => {
      const drawn = `BT /F1 48 Tf 60 200 Td (${word}) Tj ET ${FAX}`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 400] /Resources << /Font << /F1 3 0 R >> >> /Contents ${pageAt(index) + 1} 0 R >>`,
        `<< /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
      ];
    }),
  ];
  let file = '%PDF-1.4\n';
  const places = bodies.map((body, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = bodies.length + 1;
  return `${file}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
}
