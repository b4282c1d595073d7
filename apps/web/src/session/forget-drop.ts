/** The same names as in ../drop, which is fetched only by who opens Drop. The next person must not find what came for this one. */
export async function forgetDrop(): Promise<void> {
  localStorage.removeItem('hearth-drop-history');
  // Some private windows keep no files.
  const root = await navigator.storage?.getDirectory().catch(() => undefined);
  await root?.removeEntry('drop', { recursive: true }).catch(() => undefined);
}
