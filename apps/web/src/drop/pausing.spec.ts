import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Control } from './control.ts';
import { IncomingTransfer } from './incoming-transfer.ts';
import { BLOCK_BYTES, type Manifest } from './manifest.ts';
import { OutgoingTransfer } from './outgoing-transfer.ts';
import { readParcel } from './parcel.ts';
import type { PeerLink } from './peer-link.ts';
import type { Source } from './source.ts';
import { mayBecome, TRANSITIONS, type TransferState } from './transfer-states.ts';

const sizeBytes = 2 * BLOCK_BYTES;
const file = { path: 'film.bin', sizeBytes, modifiedAtMs: 0, type: '' };
const manifest: Manifest = { id: 'transfer-1', files: [file] };
const source: Source = { ...file, read: (_offset, length) => Promise.resolve(new Uint8Array(length)) };
const nothing = () => undefined;

let anna: OutgoingTransfer;
let ben: IncomingTransfer;
/** What is on its way and has not come, where somebody holds it back. */
let held: (() => void)[] | undefined;

beforeEach(() => {
  anna = new OutgoingTransfer(manifest, [source], 'ben', 'Ben', nothing);
  ben = new IncomingTransfer(manifest, 'anna', 'Anna', nothing);
  held = undefined;
  beforeEnd = nothing;
});
// Nobody waits for an answer any more.
afterEach(() => anna.detach());

/** As a connection does: later, and one after the other. */
function bring(what: () => void): void {
  if (held) held.push(what);
  else queueMicrotask(what);
}

function letGo(): void {
  const all = held ?? [];
  held = undefined;
  all.forEach(bring);
}

/** Both see each other, perhaps again. */
function meet(): void {
  let isCut = false;
  cut = () => {
    isCut = true;
    anna.detach();
    ben.detach();
  };
  const linkTo = (heed: (said: Control) => void) =>
    ({
      send: (said: Control) => bring(() => !isCut && heed(said)),
      bestPath: () => 'direct',
      stopRelay: nothing,
      transportFor: () => ({
        send: (parcel: Uint8Array<ArrayBuffer>) => {
          bring(() => !isCut && void ben.take(readParcel(parcel).blocks));
          return Promise.resolve();
        },
      }),
    }) as unknown as PeerLink;
  const toAnna = linkTo((said) => anna.heed(said));
  const toBen = linkTo((said) => {
    if (said.kind === 'end') beforeEnd();
    if (said.kind === 'offer') ben.attach(toAnna);
    else ben.heed(said);
  });
  anna.attach(toBen);
}
let cut: () => void = nothing;
let beforeEnd: () => void = nothing;

/** Long enough for all that two transfers do in memory. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** Ben has accepted, and everything is on its way to him. */
async function runUntilAllIsOnItsWay(): Promise<void> {
  meet();
  await settle();
  await ben.accept();
  // The acceptance goes over, and the blocks do not.
  queueMicrotask(() => (held = []));
  await settle();
  expect([anna.state, ben.state, ben.view().bytesDone]).toEqual(['running', 'running', 0]);
}

const states = () => [anna.state, ben.state];

async function bothAreDone(): Promise<void> {
  for (let n = 0; n < 30 && states().some((state) => state !== 'done'); n += 1) await settle();
  expect(states()).toEqual(['done', 'done']);
}

describe('a pause', () => {
  it('that ends while the other is away is over when they are back', async () => {
    await runUntilAllIsOnItsWay();
    anna.pause(true);
    ben.heed({ kind: 'pause', id: manifest.id, isPaused: true });
    cut();
    letGo();
    expect(states()).toEqual(['paused', 'paused']);
    anna.pause(false);
    expect(anna.state).toBe('waiting');
    meet();
    await bothAreDone();
  });

  it('of the one who receives, ended while the other is away, is over as well', async () => {
    await runUntilAllIsOnItsWay();
    ben.pause(true);
    anna.heed({ kind: 'pause', id: manifest.id, isPaused: true });
    cut();
    letGo();
    ben.pause(false);
    expect(ben.state).toBe('waiting');
    meet();
    await bothAreDone();
  });

  it.each(['anna', 'ben'])('of %s lasts over a break', async (who) => {
    await runUntilAllIsOnItsWay();
    (who === 'anna' ? anna : ben).pause(true);
    letGo();
    cut();
    meet();
    await settle();
    expect(states()).toEqual(['paused', 'paused']);
    (who === 'anna' ? anna : ben).pause(false);
    await bothAreDone();
  });

  it('does not keep what has all come from being done', async () => {
    await runUntilAllIsOnItsWay();
    beforeEnd = () => ben.pause(true);
    letGo();
    await bothAreDone();
  });
});

describe('the states of a transfer', () => {
  it.each(['running', 'paused', 'waiting'] as const)('%s may end in every way', (state) => {
    for (const end of ['done', 'cancelled', 'failed'] as const) expect(mayBecome(state, end)).toBe(true);
  });

  it('done is the end', () => {
    const others = (Object.keys(TRANSITIONS) as TransferState[]).filter((state) => state !== 'done');
    for (const state of others) expect(mayBecome('done', state)).toBe(false);
  });
});
