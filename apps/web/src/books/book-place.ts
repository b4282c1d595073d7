import { z } from 'zod';

/** How far somebody has read: a piece of the book, and how far down in it (0 to 1). */
export interface BookPlace {
  readonly piece: number;
  readonly share: number;
}

const KEY = 'hearth-book-places';
const MOST_BOOKS = 200;
const places = z.array(
  z.object({ book: z.string(), piece: z.int().min(0), share: z.number().min(0).max(1) }),
);

/** Where this browser left the book, named by its content; the start where it was never opened. */
export function readPlace(book: string, storage: Pick<Storage, 'getItem'> = localStorage): BookPlace {
  const { piece, share } = readAll(storage).find((one) => one.book === book) ?? { piece: 0, share: 0 };
  return { piece, share };
}

/** Remembers the place; of the books read longest ago none is kept beyond two hundred. */
export function keepPlace(
  book: string,
  place: BookPlace,
  storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage,
): void {
  const others = readAll(storage).filter((one) => one.book !== book);
  storage.setItem(KEY, JSON.stringify([{ book, ...place }, ...others].slice(0, MOST_BOOKS)));
}

function readAll(storage: Pick<Storage, 'getItem'>): z.infer<typeof places> {
  try {
    return places.parse(JSON.parse(storage.getItem(KEY) ?? '[]'));
  } catch {
    return [];
  }
}
