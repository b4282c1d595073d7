/** Where a file hangs on the page beneath the viewer. */
export function findTile(fileId: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`main [data-file="${fileId}"]`);
}
