/** The same name as in book-place.ts, which is fetched only by who reads. What was read is nobody else's business. */
export function forgetBookPlaces(): void {
  localStorage.removeItem('hearth-book-places');
}
