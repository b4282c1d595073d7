import type { Locator } from 'playwright-core';

interface MarkedElement {
  setAttribute(name: string, value: string): void;
}

/** Code for the page: of an element, the pairs of lines of text that are drawn over one another, by their words. */
const FIND = `(region) => {
  const lines = [];
  const walker = document.createTreeWalker(region, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.textContent.trim() || !holder.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      const line = { node, left, right, top, bottom, words: node.textContent.trim() };
      // What is cut off is not drawn.
      for (let box = holder; box && box !== document.body; box = box.parentElement) {
        if (getComputedStyle(box).overflow === 'visible') continue;
        const shown = box.getBoundingClientRect();
        line.left = Math.max(line.left, shown.left);
        line.right = Math.min(line.right, shown.right);
        line.top = Math.max(line.top, shown.top);
        line.bottom = Math.min(line.bottom, shown.bottom);
      }
      if (line.right - line.left > 1 && line.bottom - line.top > 1) lines.push(line);
    }
  }
  region.removeAttribute('data-looked-at');
  const found = [];
  for (const [index, one] of lines.entries()) {
    for (const other of lines.slice(index + 1)) {
      // What ends in an ellipsis is drawn in its place, and has a box for both.
      if (one.node === other.node && Math.abs(one.top - other.top) < 2) continue;
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
      // The box of a line is a little higher than its letters.
      const height = Math.min(one.bottom - one.top, other.bottom - other.top);
      if (across > 1 && down > height / 4) found.push(one.words + ' | ' + other.words);
    }
  }
  return found;
}`;

/** The lines of text inside it that are drawn over one another. */
export async function findOverlaps(region: Locator): Promise<string[]> {
  await region.evaluate((element) =>
    (element as unknown as MarkedElement).setAttribute('data-looked-at', ''),
  );
  return region.page().evaluate<string[]>(`(${FIND})(document.querySelector('[data-looked-at]'))`);
}
