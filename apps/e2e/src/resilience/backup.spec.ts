import { listUsers, popular } from '@hearth/contracts';
import {
  findFreePort,
  makeBackup,
  nativeStack,
  restoreBackup,
  startScratchStack,
  startStack,
  type ScratchStack,
  type ServiceName,
  type Stack,
} from '@hearth/native';
import { signInAt, trustAuthority, type HouseClient } from '@hearth/testing';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listAll, waitUntilSettled } from '../house/house.ts';
import { waitUntil } from '../house/wait-until.ts';
import { makePhoto } from '../media/make-photo.ts';

jest.setTimeout(300_000);

let first: ScratchStack;
let second: Stack | undefined;
const say = () => undefined;

beforeAll(async () => {
  first = await startScratchStack();
  trustAuthority(first.caCertificateFile);
});
afterAll(async () => {
  await second?.stop();
  await first?.stop();
});

/** All that a person would miss: who there is, which files under which names and ids, and what was watched. */
async function takeStock(client: HouseClient) {
  const { items: people } = await client.call(listUsers, { query: {} });
  const files = await listAll(client);
  const { items: figures } = await client.call(popular, { query: { range: '7d' } });
  return {
    people: people.map(({ id, username, role }) => ({ id, username, role })),
    files: files.map(({ id, name, folder, sha256, tags }) => ({ id, name, folder, sha256, tags })),
    figures: figures.map(({ fileId, downloads, bytesServed }) => ({
      fileId,
      downloads,
      bytesServed,
    })),
  };
}

describe('a backup of a Hearth that is running', () => {
  const at = (name: string) => join(first.folder, name);
  const restoring = (file: string, dataFolder: string, force = false) =>
    restoreBackup(nativeStack({ dataFolder }), {
      ...{ file, settingsFile: at('restored.env'), force, scratch: dataFolder, say },
    });
  const admin = () => ({ username: first.adminUsername, password: first.adminPassword });
  let before: Awaited<ReturnType<typeof takeStock>>;

  const figuresOf = async (service: ServiceName) =>
    (
      await fetch(`http://127.0.0.1:${first.portOf(service)}/metrics`, {
        headers: { authorization: `Bearer ${first.secrets.metricsSecret}` },
      })
    ).text();

  it('is one file for its owner alone', async () => {
    const client = await signInAt(first.localUrl, admin());
    mkdirSync(join(first.libraryFolder, 'summer'));
    for (const seed of [1, 2, 3]) {
      const photo = await makePhoto({ seed, width: 600, height: 400 });
      writeFileSync(join(first.libraryFolder, `summer/photo ${seed}.jpg`), photo);
    }
    const [file] = await waitUntilSettled(client, 3);
    await (await client.fetch(`/api/files/${file?.id}/download`)).arrayBuffer();
    await waitUntil('the download is counted', async () => {
      const { items } = await client.call(popular, { query: { range: '7d' } });
      return items.some(({ downloads }) => downloads === 1);
    });
    before = await takeStock(client);
    writeFileSync(at('settings.env'), 'HEARTH_LOG_LEVEL=debug\n');
    const source = nativeStack({ dataFolder: at('data') });
    expect(await figuresOf('analytics')).toContain('\nhearth_last_backup_timestamp_seconds 0\n');
    await makeBackup(source, { file: at('backup.tar.gz'), settingsFile: at('settings.env'), say });
    expect(statSync(at('backup.tar.gz')).mode & 0o777).toBe(0o600);
  });

  it('is one of the figures that alerts go by', async () => {
    const [analytics, gateway, media] = await Promise.all(
      (['analytics', 'gateway', 'media'] as const).map(figuresOf),
    );
    expect(analytics).toMatch(/^hearth_last_backup_timestamp_seconds 1\d{9}/m);
    expect(analytics).toMatch(/^hearth_disk_free_bytes\{disk="library"\} [1-9]/m);
    expect(analytics).toMatch(/^hearth_disk_size_bytes\{disk="data"\} [1-9]/m);
    expect(analytics).toMatch(/^hearth_events_waiting\{durable="[a-z-]+"\} \d+$/m);
    expect(gateway).toMatch(/^hearth_edge_up 1$/m);
    expect(gateway).toMatch(/^hearth_certificate_ends_timestamp_seconds 1\d{9}/m);
    expect(media).toMatch(/^hearth_outbox_oldest_seconds\{schema="catalog"\} \d/m);
    for (const check of ['postgres', 'redis', 'nats'])
      expect(media).toContain(`hearth_check_failing{check="${check}"} 0\n`);
  });

  it('is refused when a byte of it is damaged, and by a Hearth that holds something', async () => {
    const bytes = readFileSync(at('backup.tar.gz'));
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
    writeFileSync(at('damaged.tar.gz'), bytes);
    await expect(restoring(at('damaged.tar.gz'), at('restored'))).rejects.toThrow();
    expect(existsSync(at('restored/secrets'))).toBe(false);
    await expect(restoring(at('backup.tar.gz'), at('data'))).rejects.toThrow('a Hearth here already');
    await expect(restoring(at('backup.tar.gz'), at('data'), true)).rejects.toThrow('is running');
  });

  it('comes back in an empty folder with the same people, files, figures and keys', async () => {
    await restoring(at('backup.tar.gz'), at('restored'));
    expect(readFileSync(at('restored.env'), 'utf8')).toBe('HEARTH_LOG_LEVEL=debug\n');
    second = await startStack({
      dataFolder: at('restored'),
      libraryFolder: first.libraryFolder,
      port: await findFreePort(),
      bind: '127.0.0.1',
      durable: false,
      forServices: { HEARTH_TIME_ZONE: 'UTC' },
    });
    // The authority that phones trust is the same: no other was made known here.
    const client = await signInAt(second.localUrl, admin());
    await waitUntilSettled(client, before.files.length);
    expect(before.files).toHaveLength(3);
    expect(before.figures).toHaveLength(1);
    expect(await takeStock(client)).toEqual(before);
  });

  it('takes the place of what is there when it is told to, and keeps that', async () => {
    await second?.stop();
    second = undefined;
    appendFileSync(at('restored/secrets/link-secret'), 'changed');
    await restoring(at('backup.tar.gz'), at('restored'), true);
    expect(readFileSync(at('restored/secrets/link-secret'))).toEqual(
      readFileSync(at('data/secrets/link-secret')),
    );
  });
});
