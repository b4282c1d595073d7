import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runConfined, ToolFailed } from './confined-process.js';
import { limitsFor } from './work-limits.js';

const QUALITY = '92';

/** A PNG of more pixels than this is larger than what a tool may write. */
const DEEP_PIXELS = 64_000_000;

/**
 * Decodes a HEIF picture with libheif's own tool: upright, cropped, as its maker meant it.
 *
 * @param needs.pixels how many it has, for the time it may take
 * @param needs.isDeep whether 8 bits are too few
 * @returns a JPEG, or a PNG of up to 16 bits
 * @throws ToolFailed, `missing` where the tool is not installed
 */
export async function convertHeif(
  path: string,
  { pixels, isDeep }: { pixels: number; isDeep: boolean },
): Promise<Buffer> {
  const type = isDeep && pixels <= DEEP_PIXELS ? '.png' : '.jpg';
  const folder = await mkdtemp(join(tmpdir(), 'hearth-heif-'));
  try {
    const args = ['-q', QUALITY, path, join(folder, `picture${type}`)];
    await runConfined('heif-convert', args, limitsFor(pixels));
    // A file of several pictures becomes picture-1.jpg, picture-2.jpg, …
    const [first] = (await readdir(folder)).filter((name) => name.endsWith(type)).sort();
    if (!first) throw new ToolFailed('heif-convert', 'failed', 'no picture came out');
    return await readFile(join(folder, first));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
