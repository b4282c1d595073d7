import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Compose } from '../compose.ts';
import { examineAddresses } from './examine-services.ts';

const BRIDGE = '172.18.0.1';

let folder: string;
let compose: Compose;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-doctor-'));
  mkdirSync(join(folder, 'logs'));
  symlinkSync(join(import.meta.dirname, '../fixtures/docker-of-one-edge.sh'), join(folder, 'docker'));
  compose = new Compose(folder, { PATH: `${folder}:${process.env['PATH']}`, LOGS: join(folder, 'logs') });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A log as the edge writes it, last written to some minutes ago. */
function write(name: string, addresses: readonly string[], minutesAgo = 0): void {
  const path = join(folder, 'logs', name);
  const lines = addresses.map((ip, at) => `{"at":${at},"requestId":"r${at}","ip":"${ip}","method":"GET"}\n`);
  writeFileSync(path, lines.join(''));
  const at = new Date(Date.now() - minutesAgo * 60_000);
  utimesSync(path, at, at);
}
const from = (address: string, times: number): string[] => Array<string>(times).fill(address);

describe("whether clients' addresses come through", () => {
  it('they do where phones bear their own', async () => {
    write('access-1.json', [...from(BRIDGE, 30), ...from('192.168.1.20', 30)]);
    expect(await examineAddresses(compose)).toEqual({ what: "clients' addresses", detail: 'come through' });
  });

  it.each([BRIDGE, 'fd00::1'])('they do not where nearly all bear the bridge’s (%s)', async (address) => {
    write('access-1.json', [...from(address, 58), ...from('192.168.1.20', 2)]);
    expect((await examineAddresses(compose)).problem).toContain('58 of the last 60 requests bear');
  });

  it('by the last thousand lines: what came before an engine was mended counts no more', async () => {
    write('access-1.json', from(BRIDGE, 2_000), 20);
    write('access-2.json', from('192.168.1.20', 950), 10);
    expect((await examineAddresses(compose)).detail).toBe('come through');
    write('access-2.json', from(BRIDGE, 950), 10);
    write('access-3.json', from('192.168.1.20', 30));
    expect((await examineAddresses(compose)).problem).toContain('950 of the last 980 requests bear');
  });

  it('nothing is said before anybody came, and where there is no log at all', async () => {
    expect((await examineAddresses(compose)).problem).toBeUndefined();
    write('access-1.json', from(BRIDGE, 19));
    expect((await examineAddresses(compose)).problem).toBeUndefined();
  });
});
