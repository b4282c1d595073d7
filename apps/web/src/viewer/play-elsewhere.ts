/** Of a media element, what a receiver is sent to. */
export type Castable = Pick<
  HTMLMediaElement,
  'src' | 'currentTime' | 'paused' | 'getAttribute' | 'removeAttribute' | 'play'
> & { readonly remote: Pick<RemotePlayback, 'prompt' | 'addEventListener'> };

/**
 * Lets a television or speaker play what the element plays (Remote Playback API). It fetches the bytes itself and has none of this
 * browser's cookies: so the element plays `address` meanwhile, and what it played before once nobody else does.
 */
export async function playElsewhere(media: Castable, address: string): Promise<void> {
  const before = media.getAttribute('src');
  const goOnAt = (src: string | null): void => {
    const { currentTime, paused } = media;
    if (src === null) media.removeAttribute('src');
    else media.src = src;
    media.currentTime = currentTime;
    if (!paused) void media.play().catch(() => undefined);
  };
  goOnAt(address);
  media.remote.addEventListener('disconnect', () => goOnAt(before), { once: true });
  // Nobody chose another screen, or there is none.
  await media.remote.prompt().catch(() => goOnAt(before));
}
