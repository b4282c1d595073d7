import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const ffmpeg = (args: string[]) => execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args]);

/** What lies in a family's folder: mostly photos, some videos, a little music. `pictures` are JPEGs to copy. */
export async function makeMixedFiles(
  folder: string,
  pictures: readonly string[],
  count: number,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=30'];
  const film = ['-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=25:duration=10', ...tone, '-shortest'];
  const made = {
    mp4: join(folder, 'film-0.mp4'),
    mov: join(folder, 'film-0.mov'),
    mp3: join(folder, 'song-0.mp3'),
    flac: join(folder, 'song-0.flac'),
    png: join(folder, 'screen-0.png'),
  };
  ffmpeg([...film, '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac', made.mp4]);
  ffmpeg(['-i', made.mp4, '-c', 'copy', made.mov]);
  ffmpeg([...tone, '-metadata', 'title=Tone', '-metadata', 'artist=Bench', made.mp3]);
  ffmpeg([...tone, '-metadata', 'title=Tone', made.flac]);
  await sharp(pictures[0]).resize(1170, 2532, { fit: 'cover' }).png().toFile(made.png);
  const others = Object.entries(made);
  for (let number = 1; number < count - others.length; number += 1) {
    const [extension, source] = others[number % others.length] as [string, string];
    // Four of five are photos.
    if (number % 5 > 0) {
      copyFileSync(pictures[number % pictures.length] as string, join(folder, `photo-${number}.jpg`));
    } else copyFileSync(source, join(folder, `other-${number}.${extension}`));
  }
}
