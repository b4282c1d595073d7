import { readFileSync, writeFileSync } from 'node:fs';

/** From the name of the box to the matrix: version and flags, two times, track, duration, layer, group and volume. */
const MATRIX_OFFSET = 44;

/**
 * Has an MP4 shown turned clockwise, by the matrix in its first track's header (ISO/IEC 14496-12, section 8.3.2). ffmpeg before
 * 6.0 and since take different options for it.
 */
export function turnFilm(path: string, degrees: 90 | 180 | 270): void {
  const film = readFileSync(path);
  const header = film.indexOf('tkhd');
  if (header < 0) throw new Error(`${path} has no track`);
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.round(Math.cos(angle)), Math.round(Math.sin(angle))];
  // Rows a b u, c d v: u and v, the third of each row, stay 0.
  const fields = [cos, sin, 0, -sin, cos];
  fields.forEach((field, at) => film.writeInt32BE(field * 0x10000, header + MATRIX_OFFSET + 4 * at));
  writeFileSync(path, film);
}
