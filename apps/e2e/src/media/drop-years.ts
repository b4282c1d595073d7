import type { House } from '../house/house.ts';
import { makePhoto } from './make-photo.ts';

/** Enough of them that the oldest are far below the first window. */
const YEARS = ['2024', '2023', '2022', '2021', '2020', '2019'];
const PER_YEAR = 12;

/** A small photo for each month of some years, in a folder for each year. Returns how many these are. */
export async function dropYears(house: House): Promise<number> {
  for (const year of YEARS) {
    for (let month = 1; month <= PER_YEAR; month += 1) {
      const two = String(month).padStart(2, '0');
      const takenAt = `${year}:${two}:15 12:00:00`;
      const photo = await makePhoto({ width: 300, height: 200, seed: Number(year) * 100 + month, takenAt });
      house.drop(`Years/${year}/${year}-${two}.jpg`, photo);
    }
  }
  return YEARS.length * PER_YEAR;
}
