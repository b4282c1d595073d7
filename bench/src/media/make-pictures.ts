import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

/**
 * A picture with detail at every scale, like a photo and unlike plain noise or a gradient: layers of noise, each four
 * times as fine and a little weaker than the one below.
 */
async function drawPicture(seed: number, width: number, height: number): Promise<Buffer> {
  let base = sharp({
    create: {
      width,
      height,
      channels: 3,
      background: { r: 90 + ((seed * 37) % 90), g: 110, b: 140 - ((seed * 23) % 90) },
    },
  });
  const layers = [];
  for (let [scale, alpha] = [256, 0.4]; scale >= 1; scale /= 4, alpha -= 0.06) {
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 30 };
    const [w, h] = [Math.ceil(width / scale), Math.ceil(height / scale)];
    const layer = sharp({ create: { width: w, height: h, channels: 3, background: '#808080', noise } });
    const raw = await layer
      .resize(width, height, { kernel: 'cubic', fit: 'fill' })
      .ensureAlpha(alpha)
      .raw()
      .toBuffer();
    layers.push({ input: raw, raw: { width, height, channels: 4 as const } });
  }
  base = base.composite(layers);
  return base.png({ compressionLevel: 0 }).toBuffer();
}

/** JPEGs as a camera writes them, with EXIF. */
export async function makePictures(options: {
  folder: string;
  count: number;
  width: number;
  height: number;
}): Promise<string[]> {
  const { folder, count, width, height } = options;
  mkdirSync(folder, { recursive: true });
  const paths: string[] = [];
  for (let number = 1; number <= count; number += 1) {
    const path = join(folder, `picture-${String(number).padStart(4, '0')}.jpg`);
    const taken = `2024:05:${String((number % 28) + 1).padStart(2, '0')} 12:00:00`;
    await sharp(await drawPicture(number, width, height))
      .withExif({ IFD0: { Make: 'Hearth', Model: 'Bench' }, IFD2: { DateTimeOriginal: taken } })
      .jpeg({ quality: 90 })
      .toFile(path);
    paths.push(path);
  }
  return paths;
}
