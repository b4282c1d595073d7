import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Backup } from './backup.ts';
import { forgetBackups, hearSignOuts, runningBackups } from './forget-backups.ts';

let thisTab: BroadcastChannel;
let otherTab: BroadcastChannel;
let forgotten: Promise<string>;

beforeEach(() => {
  Object.assign(globalThis, { localStorage: { removeItem: () => undefined } });
  thisTab = hearSignOuts();
  otherTab = new BroadcastChannel('hearth-sign-outs');
  forgotten = new Promise((resolve) => {
    runningBackups.set('mia', { forget: async () => resolve('forgotten') } as Backup);
  });
});
afterEach(() => {
  thisTab.close();
  otherTab.close();
  runningBackups.clear();
});

describe('what is being backed up', () => {
  it('is forgotten with a sign-out in this tab, of which the others are told', async () => {
    thisTab.close();
    const told = new Promise((resolve) => (otherTab.onmessage = () => resolve('told')));
    await forgetBackups();
    expect(await Promise.all([forgotten, told])).toEqual(['forgotten', 'told']);
  });

  it('is forgotten with a sign-out in another tab', async () => {
    otherTab.postMessage('signed out');
    expect(await forgotten).toBe('forgotten');
  });
});
