import { runConfined } from './confined-process.js';

/**
 * Draws a document's first page.
 *
 * @returns a JPEG whose longer side has `fitWithinPx` pixels
 * @throws ToolFailed, `missing` where poppler is not installed
 */
export async function drawFirstPage(path: string, fitWithinPx: number): Promise<Buffer> {
  const onlyFirst = ['-f', '1', '-l', '1', '-singlefile'];
  const args = [...onlyFirst, '-jpeg', '-jpegopt', 'quality=92', '-scale-to', String(fitWithinPx), path];
  const { stdout } = await runConfined('pdftoppm', args);
  return stdout;
}
