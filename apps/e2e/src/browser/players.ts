import type { Page } from 'playwright-core';
import type { MediaElement } from './page-elements.ts';

/** What the page's own world has besides, once it remembers. */
interface Remembering {
  HTMLMediaElement: { prototype: { play(this: MediaElement): Promise<void> } };
  players: Set<MediaElement>;
}

/** Runs in the page, before its scripts: players that stand in no page are found by nothing but that they were told to play. */
export function rememberPlayers(): void {
  const world = globalThis as unknown as Remembering;
  world.players = new Set();
  const { prototype } = world.HTMLMediaElement;
  const play = prototype.play;
  prototype.play = function (this: MediaElement) {
    world.players.add(this);
    return play.call(this);
  };
}

/** How many films and songs of a page are playing. */
export function stillPlaying(page: Page): Promise<number> {
  return page.evaluate(
    () => [...(globalThis as unknown as Remembering).players].filter(({ paused }) => !paused).length,
  );
}
