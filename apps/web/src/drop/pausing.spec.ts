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
/** What has been heard since the two met last. */
let heard: Control['kind'][];
/** What happens just before something is heard. */
let before: Partial<Record<Control['kind'], () => void>>;
let cut: () => void;
/** Called whenever something has come or changed. */
let look: () => void;

beforeEach(() => {
  look = nothing;
  const changed = () => look();
  anna = new OutgoingTransfer(manifest, [source], 'ben', 'Ben', changed);
  ben = new IncomingTransfer(manifest, 'anna', 'Anna', changed);
  held = undefined;
  heard = [];
  before = {};
  cut = nothing;
});
// Nobody waits for an answer any more.
afterEach(() => anna.detach());

/** Looks again after each thing that comes or changes. */
function until(isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    look = () => {
      if (isSo()) resolve();
    };
    look();
  });
}

/** As a connection does: later, and one after the other. */
function bring(what: () => void): void {
  if (held) held.push(what);
  else queueMicrotask(() => (what(), look()));
  look();
}

function letGo(): void {
  const all = held ?? [];
  held = undefined;
  all.forEach(bring);
}

/** Both see each other, perhaps again. */
function meet(): void {
  let isCut = false;
  heard = [];
  cut = () => {
    isCut = true;
    anna.detach();
    ben.detach();
  };
  const linkTo = (heed: (said: Control) => void) =>
    ({
      send: (said: Control) =>
        bring(() => {
          if (isCut) return;
          before[said.kind]?.();
          heard.push(said.kind);
          heed(said);
        }),
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
    if (said.kind === 'offer') ben.attach(toAnna);
    else ben.heed(said);
  });
  anna.attach(toBen);
}

/** Ben has accepted, and what comes of it is on its way to him. */
async function runUntilItIsOnItsWay(): Promise<void> {
  meet();
  await until(() => heard.includes('offer'));
  // The acceptance goes over, and the blocks do not.
  before.accept = () => {
    held = [];
    before = {};
  };
  await ben.accept();
  await until(() => held !== undefined && held.length > 0);
  expect([anna.state, ben.state, ben.view().bytesDone]).toEqual(['running', 'running', 0]);
}

const states = () => [anna.state, ben.state];

async function bothAreDone(): Promise<void> {
  await until(() => states().every((state) => state === 'done'));
}

describe('a pause', () => {
  it('that ends while the other is away is over when they are back', async () => {
    await runUntilItIsOnItsWay();
    anna.pause(true);
    ben.heed({ kind: 'pause', id: manifest.id, isPaused: true });
    cut();
    letGo();
    expect(states()).toEqual(['paused', 'paused']);
    anna.pause(false);
    expect(anna.state).toBe('waiting');
    meet();
    await until(() => heard.includes('accept'));
    expect(ben.state).toBe('running');
    await bothAreDone();
  });

  it('of the one who receives, ended while the other is away, is over as well', async () => {
    await runUntilItIsOnItsWay();
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
    await runUntilItIsOnItsWay();
    (who === 'anna' ? anna : ben).pause(true);
    letGo();
    cut();
    meet();
    await until(() => heard.includes('accept') && heard.includes('pause'));
    expect(states()).toEqual(['paused', 'paused']);
    (who === 'anna' ? anna : ben).pause(false);
    await bothAreDone();
  });

  it('does not keep what has all come from being done', async () => {
    await runUntilItIsOnItsWay();
    before.end = () => ben.pause(true);
    letGo();
    await bothAreDone();
  });
});

describe('several windows of one device', () => {
  const accept = { kind: 'accept', id: manifest.id, have: 0 } as const;
  /** Parcels that go to it, and what is said to it. */
  const windowOf = (parcels: unknown[]) =>
    ({
      send: nothing,
      bestPath: () => 'direct',
      stopRelay: nothing,
      transportFor: () => ({
        send: async (parcel: unknown) => {
          parcels.push(parcel);
          look();
        },
      }),
    }) as unknown as PeerLink;

  it('get what they accept, and what the others say of it counts no more', async () => {
    const [first, second]: [unknown[], unknown[]] = [[], []];
    const [one, other] = [windowOf(first), windowOf(second)];
    anna.attach(one);
    anna.attach(other);
    anna.heed(accept, one);
    await until(() => first.length === 2);
    anna.heed({ kind: 'failed', id: manifest.id, why: 'It is elsewhere.' }, other);
    expect([anna.state, second.length, anna.isWith(one), anna.isWith(other)]).toEqual([
      'running',
      0,
      true,
      false,
    ]);
    anna.heed(accept, other);
    await until(() => second.length === 2);
    anna.heed({ kind: 'done', id: manifest.id }, other);
    expect(anna.state).toBe('done');
  });

  it('may decline it, whichever it is', () => {
    const [one, other] = [windowOf([]), windowOf([])];
    anna.attach(one);
    anna.attach(other);
    anna.heed({ kind: 'decline', id: manifest.id }, one);
    expect(anna.state).toBe('declined');
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
