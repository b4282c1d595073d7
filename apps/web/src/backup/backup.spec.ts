import { PROBLEMS, type ProblemCode } from '@hearth/contracts';
import { describe, expect, it } from '@jest/globals';
import type { BackupItem } from './backup-item.ts';
import { Backup, type BackupTools } from './backup.ts';
import { makeItem } from './make-items.ts';
import { SendError } from './send-error.ts';

function refusal(code: ProblemCode): SendError {
  const { status, title } = PROBLEMS[code];
  return new SendError({ status, code, message: title });
}

/** A hub that has what `known` names, and fails as it is told before it takes the rest. */
function makeHub(given: { known?: string[]; failures?: (Error | undefined)[]; renews?: boolean } = {}) {
  const kept = new Map<string, BackupItem>();
  const sent: string[] = [];
  const log: string[] = [];
  const failures = [...(given.failures ?? [])];
  const pieces: number[] = [];
  const tools: BackupTools = {
    store: {
      load: async () => [...kept.values()],
      put: async (item) => void kept.set(item.id, item),
      remove: async (ids) => ids.forEach((id) => kept.delete(id)),
    },
    hash: async (file) => `hash of ${(file as File).name}`,
    findKnown: async (items) => items.map(({ name }) => given.known?.includes(name) ?? false),
    send: async (item, _file, { onProgress, onUrl, pieceBytes }) => {
      pieces.push(pieceBytes);
      log.push(`${item.name} at ${item.uploadUrl ?? 'the start'}`);
      onUrl(`/api/uploads/${item.name}`);
      onProgress(1);
      const failure = failures.shift();
      if (failure) throw failure;
      sent.push(item.name);
      return 'stored';
    },
    giveUp: (uploadUrl) => log.push(`give up ${uploadUrl}`),
    renew: async () => {
      log.push('renew');
      return given.renews ?? true;
    },
    pause: async (attempt) => void log.push(`wait ${attempt}`),
  };
  return { backup: new Backup(tools), kept, sent, log, pieces };
}

async function settle(backup: Backup): Promise<Record<string, string>> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
  return Object.fromEntries(backup.getSnapshot().items.map(({ name, state }) => [name, state]));
}

describe('a backup', () => {
  it('leaves nothing for the next person once it is forgotten, not even what is under way', async () => {
    const { backup, kept } = makeHub({ failures: [refusal('auth.forbidden')] });
    await backup.add([makeItem({ name: 'refused.jpg' }), makeItem({ name: 'under way.jpg' })]);
    await backup.forget();
    expect(await settle(backup)).toEqual({});
    expect([...kept]).toEqual([]);
  });

  it('keeps nothing more of what is being added once it is forgotten', async () => {
    const { backup, kept } = makeHub();
    const adding = backup.add([makeItem({ name: 'first.jpg' }), makeItem({ name: 'second.jpg' })]);
    await backup.forget();
    await adding;
    expect([...kept]).toEqual([]);
  });

  it('skips what the hub has, and sends the rest with the smallest first', async () => {
    const { backup, sent } = makeHub({ known: ['old.jpg'] });
    await backup.add([
      makeItem({ name: 'film.mp4', sizeBytes: 900 }),
      makeItem({ name: 'old.jpg', sizeBytes: 10 }),
      makeItem({ name: 'new.jpg', sizeBytes: 20 }),
    ]);
    expect(await settle(backup)).toEqual({ 'film.mp4': 'done', 'old.jpg': 'done', 'new.jpg': 'done' });
    expect(sent).toEqual(['new.jpg', 'film.mp4']);
  });

  it('lets go of a file once it is home, and not before', async () => {
    const { backup, kept } = makeHub({ failures: [refusal('upload.refused')] });
    await backup.add([makeItem({ name: 'a' }), makeItem({ name: 'b' })]);
    await settle(backup);
    expect(kept.get('a')).toMatchObject({ state: 'failed', reason: 'The virus scanner refused it.' });
    expect(kept.get('a')?.file).toBeDefined();
    expect(kept.get('b')?.file).toBeUndefined();
  });

  it('waits for a hub that is away, and goes on at the same upload', async () => {
    const gone = new SendError({ status: undefined, code: undefined, message: undefined });
    const { backup, log } = makeHub({ failures: [gone, gone] });
    await backup.add([makeItem({ name: 'a' })]);
    expect(await settle(backup)).toEqual({ a: 'done' });
    expect(log).toEqual(['a at the start', 'wait 0', 'a at /api/uploads/a', 'wait 0', 'a at /api/uploads/a']);
  });

  it.each([
    ['does not answer', new SendError({ status: undefined, code: undefined, message: undefined }), true],
    ['is not well', refusal('service.failed'), true],
    ['is busy with the same upload', refusal('upload.busy'), false],
    ['has forgotten the upload', refusal('upload.not-found'), false],
  ])('knows whether a hub that %s is away', async (_, failure, isAway) => {
    const { backup } = makeHub({ failures: [failure] });
    const said: boolean[] = [];
    backup.subscribe(() => said.push(backup.getSnapshot().isAway));
    await backup.add([makeItem({ name: 'a' })]);
    expect(await settle(backup)).toEqual({ a: 'done' });
    expect(said.includes(true)).toBe(isAway);
  });

  it('sends smaller pieces of a file that was cut off, and no smaller ones of the next', async () => {
    const gone = new SendError({ status: undefined, code: undefined, message: undefined });
    const { backup, pieces } = makeHub({ failures: [gone, gone] });
    await backup.add([makeItem({ name: 'a' })]);
    await settle(backup);
    await backup.add([makeItem({ name: 'b' })]);
    expect(await settle(backup)).toEqual({ a: 'done', b: 'done' });
    expect(pieces).toEqual([16, 8, 4, 16].map((mebibytes) => mebibytes * 1024 ** 2));
  });

  it('starts over when the hub has forgotten the upload', async () => {
    const { backup, log } = makeHub({ failures: [refusal('upload.not-found')] });
    await backup.add([makeItem({ name: 'a', uploadUrl: '/old', state: 'ready' })]);
    expect(await settle(backup)).toEqual({ a: 'done' });
    expect(log[0]).toBe('a at /old');
    expect(log.at(-1)).toBe('a at the start');
  });

  it('renews its token midway', async () => {
    const { backup, log } = makeHub({ failures: [refusal('auth.token-expired')] });
    await backup.add([makeItem({ name: 'a' })]);
    expect(await settle(backup)).toEqual({ a: 'done' });
    expect(log).toContain('renew');
  });

  it('pauses when the session is over, and keeps what is left', async () => {
    const { backup, kept } = makeHub({ failures: [refusal('auth.session-revoked')], renews: false });
    await backup.add([makeItem({ name: 'a' })]);
    expect(await settle(backup)).toEqual({ a: 'ready' });
    expect(backup.getSnapshot().isPaused).toBe(true);
    expect(kept.get('a')?.file).toBeDefined();
  });

  it('takes up what an earlier page left, once', async () => {
    const { backup, kept, sent } = makeHub();
    kept.set('a', makeItem({ id: 'a', name: 'a', state: 'sending', sha256: 'x' }));
    await backup.load('phone');
    await backup.load('phone');
    expect(await settle(backup)).toEqual({ a: 'done' });
    expect(sent).toEqual(['a']);
  });

  it('sends what had failed when it is told to', async () => {
    const { backup } = makeHub({ failures: [refusal('upload.no-space')] });
    await backup.add([makeItem({ name: 'a' })]);
    expect(await settle(backup)).toEqual({ a: 'failed' });
    backup.retryFailed();
    expect(await settle(backup)).toEqual({ a: 'done' });
  });

  it('tells the hub when the rest of a file will not come', async () => {
    const { backup, log } = makeHub({ failures: [refusal('upload.no-space')] });
    await backup.add([makeItem({ name: 'a' }), makeItem({ name: 'b' })]);
    await settle(backup);
    await backup.drop(['a', 'b']);
    expect(log.filter((line) => line.startsWith('give up'))).toEqual(['give up /api/uploads/a']);
  });

  it('does nothing while it is paused, and forgets what is dropped', async () => {
    const { backup, sent, kept } = makeHub();
    backup.pause();
    await backup.add([makeItem({ name: 'a' }), makeItem({ name: 'b' })]);
    expect(await settle(backup)).toEqual({ a: 'waiting', b: 'waiting' });
    await backup.drop(['a']);
    backup.resume();
    expect(await settle(backup)).toEqual({ b: 'done' });
    expect([sent, [...kept.keys()]]).toEqual([['b'], ['b']]);
  });
});
