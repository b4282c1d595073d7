import { loadLand, type Land } from './land.ts';
import { paintLand, type Ground, type GroundRequest } from './paint-land.ts';

/** Draws the outline of the land beside the page, which goes on moving meanwhile; asked again, it draws the latest alone. */
const port = self as unknown as {
  onmessage: ((event: { data: GroundRequest }) => void) | null;
  postMessage(ground: Ground, transfer: Transferable[]): void;
};
const lands = new Map<number, Land>();
const loading = new Set<number>();
let latest: GroundRequest | undefined;
let isDrawn = true;
let isAtWork = false;

port.onmessage = ({ data }) => {
  latest = data;
  isDrawn = false;
  void work();
};

async function work(): Promise<void> {
  if (isAtWork) return;
  isAtWork = true;
  while (latest && !isDrawn) {
    isDrawn = true;
    // The coarsest is here first, where the one that is wanted takes longer.
    if (lands.size === 0) load(0);
    load(latest.grade);
    draw(latest);
    // What was asked for meanwhile comes in.
    await new Promise((resolve) => setTimeout(resolve));
  }
  isAtWork = false;
}

/** By the finest outline that is here and not finer than asked for. */
function draw(asked: GroundRequest): void {
  const grade = [...lands.keys()]
    .filter((one) => one <= asked.grade)
    .toSorted()
    .at(-1);
  const land = grade === undefined ? undefined : lands.get(grade);
  const { size, scale } = asked;
  const canvas = new OffscreenCanvas(Math.ceil(size.width * scale), Math.ceil(size.height * scale));
  const context = canvas.getContext('2d');
  if (!land || !context) return;
  paintLand(context, land, asked);
  const picture = canvas.transferToImageBitmap();
  port.postMessage({ asked, picture }, [picture]);
}

function load(grade: number): void {
  if (lands.has(grade) || loading.has(grade)) return;
  loading.add(grade);
  loadLand(grade)
    .then((land) => {
      lands.set(grade, land);
      isDrawn = false;
      return work();
    })
    // The next view asks again.
    .catch(() => undefined)
    .finally(() => loading.delete(grade));
}
