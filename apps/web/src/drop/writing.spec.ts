import { beforeEach, describe, expect, it } from '@jest/globals';
import { concat, sha256, toBase64Url, type Bytes } from './bytes.ts';
import type { Control } from './control.ts';
import { IncomingTransfer } from './incoming-transfer.ts';
import { BLOCK_BYTES, type Manifest } from './manifest.ts';
import type { Block } from './parcel.ts';
import type { PeerLink } from './peer-link.ts';
import type { Sink } from './sink.ts';

const BLOCKS = 3;
const sizeBytes = BLOCKS * BLOCK_BYTES;
const manifest: Manifest = {
  id: 'transfer-1',
  files: [{ path: 'film.bin', sizeBytes, modifiedAtMs: 0, type: '' }],
};
const nothing = () => undefined;

let ben: IncomingTransfer;
let blocks: Block[];
let end: string;
/** Where each block was written, and what else became of the sink. */
let written: (number | string)[];
/** Happens before a block is written. */
let beforeWrite: (block: number) => void;
let said: Control[];

beforeEach(async () => {
  written = [];
  said = [];
  beforeWrite = nothing;
  blocks = [];
  for (let position = 0; position < BLOCKS; position += 1) {
    const bytes: Bytes = new Uint8Array(BLOCK_BYTES).fill(position);
    blocks.push({ position, bytes, sha256: await sha256(bytes) });
  }
  end = toBase64Url(await sha256(concat(blocks.map((block) => block.sha256))));
  const sink: Sink = {
    blocksOf: async () => written.length,
    read: async () => new Uint8Array(),
    write: async (_file, offset) => {
      beforeWrite(offset / BLOCK_BYTES);
      written.push(offset / BLOCK_BYTES);
    },
    finish: async () => void written.push('whole'),
    fileAt: async () => new Blob(),
    remove: async () => void written.push('removed'),
    removeLater: async () => undefined,
  };
  ben = new IncomingTransfer(manifest, 'anna', 'Anna', nothing);
  ben.sink = sink;
  ben.attach({ send: (one: Control) => void said.push(one) } as unknown as PeerLink);
  await ben.accept();
  said = [];
});

const failWith = (name: string) => () => {
  throw new DOMException('The browser said so.', name);
};

describe('what comes in, when the disk is full', () => {
  it('rests, says why, and loses nothing of what is there', async () => {
    beforeWrite = (block) => void (block === 1 && failWith('QuotaExceededError')());
    await ben.take(blocks);
    expect([ben.state, written]).toEqual(['paused', [0]]);
    expect(ben.view().why).toContain('no room');
    expect(said).toContainEqual({ kind: 'pause', id: manifest.id, isPaused: true });
    expect(said.map(({ kind }) => kind)).not.toContain('failed');
  });

  it('still says why when the other comes back meanwhile', async () => {
    beforeWrite = failWith('QuotaExceededError');
    await ben.take(blocks);
    ben.detach();
    ben.attach({ send: nothing } as unknown as PeerLink);
    expect([ben.state, ben.view().why]).toEqual(['paused', expect.stringContaining('no room')]);
  });

  it('goes on from there once there is room', async () => {
    beforeWrite = (block) => void (block === 1 && failWith('QuotaExceededError')());
    await ben.take(blocks);
    beforeWrite = nothing;
    said = [];
    ben.pause(false);
    expect(said).toEqual([
      { kind: 'pause', id: manifest.id, isPaused: false },
      expect.objectContaining({ kind: 'accept', have: 1 }),
    ]);
    await ben.take(blocks.slice(1));
    ben.heed({ kind: 'end', id: manifest.id, sha256: end });
    await ben.settled();
    expect([ben.state, written, ben.view().why]).toEqual(['done', [0, 1, 2, 'whole'], undefined]);
  });
});

describe('what comes in, when it was stopped', () => {
  it('is written no further, and is taken away last', async () => {
    beforeWrite = (block) => void (block === 1 && ben.cancel());
    await ben.take(blocks);
    await ben.settled();
    expect([ben.state, written]).toEqual(['cancelled', [0, 1, 'removed']]);
  });
});

describe('what comes in, when another window goes on with it', () => {
  it.each(['NoModificationAllowedError', 'TimeoutError'])(
    'is left to that one after a %s, and the other device hears nothing of it',
    async (name) => {
      beforeWrite = failWith(name);
      await ben.take(blocks);
      expect([ben.state, ben.sink, said]).toEqual(['failed', undefined, []]);
      expect(ben.view()).toMatchObject({ isElsewhere: true, why: expect.stringMatching(/another window/i) });
    },
  );
});

it('says in plain words what else failed', async () => {
  beforeWrite = failWith('InvalidStateError');
  await ben.take(blocks);
  const why = 'It could not be written here.';
  expect(said).toEqual([{ kind: 'failed', id: manifest.id, why }]);
  expect(ben.view().why).toBe(why);
});
