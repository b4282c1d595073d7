import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runConfined, ToolFailed } from './confined-process.js';

const QUALITY = '92';

/**
 * Decodes a HEIF picture with libheif's own tool: upright, cropped, as its maker meant it.
 *
 * @returns a JPEG
 * @throws ToolFailed, `missing` where the tool is not installed
 */
export async function convertHeif(path: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-heif-'));
  try {
    await runConfined('heif-convert', ['-q', QUALITY, path, join(folder, 'picture.jpg')]);
    // A file of several pictures becomes picture-1.jpg, picture-2.jpg, …
    const [first] = (await readdir(folder)).filter((name) => name.endsWith('.jpg')).sort();
    if (!first) throw new ToolFailed('heif-convert', 'failed', 'no picture came out');
    return await readFile(join(folder, first));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
